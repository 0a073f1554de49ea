// @ts-check
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { layout } from "./paths.mjs";
import { RABBITMQ_PLUGINS, odooConf, rabbitmqConf } from "./services.mjs";

/**
 * Makes the folders of an instance and writes its servers' configuration anew.
 * @param {import("./instance.mjs").Info} info
 */
export function prepareState({ state, root, ports, broker }) {
  const at = layout(state);
  const owners = readOwners(root);
  fs.mkdirSync(at.mount, { recursive: true });
  own(at.postgres, owners.postgres, 0o700);
  own(at.socket, owners.postgres, 0o755);
  own(at.rabbitmq, owners.rabbitmq, 0o700);
  own(at.odoo, owners.odoo, 0o700);
  const write = (
    /** @type {string} */ file,
    /** @type {string} */ text,
    /** @type {Owner} */ owner,
  ) => {
    fs.writeFileSync(file, text, { mode: 0o600 });
    fs.chownSync(file, owner.uid, owner.gid);
  };
  write(path.join(at.rabbitmq, "rabbitmq.conf"), rabbitmqConf(ports, broker), owners.rabbitmq);
  write(path.join(at.rabbitmq, "enabled_plugins"), RABBITMQ_PLUGINS, owners.rabbitmq);
  write(path.join(at.odoo, "odoo.conf"), odooConf(randomBytes(18).toString("hex")), owners.odoo);
  // A killed PostgreSQL leaves these; no other can run on this folder, the instance's lock sees to it.
  fs.rmSync(path.join(at.postgres, "postmaster.pid"), { force: true });
}

/** @typedef {{ uid: number, gid: number }} Owner */

/**
 * The root's user ids, which are not the host's.
 * @param {string} root
 * @returns {Record<string, Owner>}
 */
function readOwners(root) {
  const lines = fs.readFileSync(path.join(root, "etc/passwd"), "utf8").split("\n");
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => {
      const [name, , uid, gid] = line.split(":");
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
}

/** @param {string} folder @param {Owner} owner @param {number} mode */
function own(folder, { uid, gid }, mode) {
  fs.mkdirSync(folder, { recursive: true });
  // A root made anew may have other user ids than the one this state was made with.
  if (fs.statSync(folder).uid !== uid) chownTree(folder, uid, gid);
  fs.chmodSync(folder, mode);
}

/** @param {string} file @param {number} uid @param {number} gid */
function chownTree(file, uid, gid) {
  fs.lchownSync(file, uid, gid);
  if (!fs.lstatSync(file).isDirectory()) return;
  for (const entry of fs.readdirSync(file)) chownTree(path.join(file, entry), uid, gid);
}
