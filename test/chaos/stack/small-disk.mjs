// @ts-check
// PostgreSQL's folder on a file system that can be filled, and back again.
import path from "node:path";

import { layout } from "../../../docker/lib/paths.mjs";

const SPARE_MB = 48; // left beside the data before the filler takes it

/** @param {import("./stack.mjs").Stack} stack */
export async function moveToSmallDisk(stack) {
  await stack.instance.stopPostgres();
  await shell(
    stack,
    `mkdir -p $SMALL
     mount -t tmpfs -o size=$(( $(du -sm $DATA | cut -f1) + ${SPARE_MB} ))m tmpfs $SMALL
     cp -a $DATA/. $SMALL/ && chown --reference=$DATA $SMALL && chmod 700 $SMALL
     mount --bind $SMALL $SEEN`,
  );
  await stack.ensureUp();
}

/** Takes all that is left. @param {import("./stack.mjs").Stack} stack */
export async function fill(stack) {
  await shell(stack, "dd if=/dev/zero of=$SMALL/filler bs=16k 2>/dev/null || true");
}

/** Room again, and the data where it was. @param {import("./stack.mjs").Stack} stack */
export async function leaveSmallDisk(stack) {
  await shell(stack, "rm -f $SMALL/filler");
  await stack.ensureUp(); // it recovers by itself once there is room
  await stack.instance.stopPostgres();
  await shell(
    stack,
    `umount $SEEN
     find $DATA -mindepth 1 -delete && cp -a $SMALL/. $DATA/
     umount $SMALL`,
  );
}

/** @param {import("./stack.mjs").Stack} stack @param {string} script */
async function shell({ instance }, script) {
  const at = layout(instance.state);
  const { code, stderr } = await instance.run({
    argv: ["sh", "-ec", script],
    env: {
      SMALL: path.join(at.state, "small-disk"),
      DATA: at.postgres,
      SEEN: path.join(at.mount, "srv/tower/postgres"),
    },
  });
  if (code !== 0) throw new Error(`The small disk: ${stderr.trim()}`);
}
