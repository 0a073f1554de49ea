// @ts-check
// Quiescence: nothing queued, nothing in hand, everything numbered and published.
import { eventually } from "./wait.mjs";

const EVERY_MS = 200;
/** Looks that must agree in a row: a message may be between two places while one looks. */
const LOOKS = 3;

/**
 * @param {import("./stack.mjs").Stack} stack
 * @param {{ within: number }} patience milliseconds
 */
export async function quiet(stack, { within }) {
  let calm = 0;
  await eventually(
    "everything is settled",
    async () => {
      const open = await unsettled(stack);
      calm = open ? 0 : calm + 1;
      if (open) throw new Error(open);
      // The exact count takes a second, so it comes last.
      return calm >= LOOKS && (await nothingQueued(stack));
    },
    { within, every: EVERY_MS },
  );
}

/** @param {import("./stack.mjs").Stack} stack @returns {Promise<string | null>} what is open */
async function unsettled(stack) {
  const status = await stack.sidecarStatus();
  if (!status) return "the sidecar does not answer";
  if (!status.ready) return `the sidecar is not ready: ${JSON.stringify(status.reasons)}`;
  if (!status.inbound.intake) return "the sidecar has not taken up the intake";
  const lanes = /** @type {{ held: number }[]} */ (Object.values(status.inbound.lanes));
  const held = lanes.reduce((sum, lane) => sum + lane.held, 0);
  if (held) return `the sidecar holds ${held} messages`;
  const [{ open, waiting }] = await stack.sql(
    `select (select count(*)::int from stock_tower_outbox o where o.sequence is null or o.sequence >
               (select min(cursor) from stock_tower_subscription where active)) as open,
            (select count(*)::int from stock_tower_inbox where state = 'waiting') as waiting`,
  );
  if (open) return `${open} events are not published`;
  return waiting ? `${waiting} messages wait in Odoo` : null;
}

/** @param {import("./stack.mjs").Stack} stack with those a consumer holds */
async function nothingQueued({ instance, environment }) {
  const listing = ["-q", "list_queues", "-p", environment, "name", "messages"];
  const { stdout, code } = await instance.run(
    instance.broker.ctl([...listing, "--no-table-headers"]),
  );
  if (code !== 0) return false;
  const lengths = stdout.split("\n").map((row) => row.split("\t"));
  const left = lengths.filter(([name, count]) => WORK.test(name ?? "") && Number(count) > 0);
  if (left.length) throw new Error(`queued: ${JSON.stringify(left)}`);
  return true;
}

/** Queues that somebody of ours is to empty. */
const WORK = /^stock\.(intake|work\.\d+|in\.unrouted|out\.unrouted)$/;
