// @ts-check
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The clone this file lies in. */
export const REPOSITORY = path.resolve(fileURLToPath(import.meta.url), "../../..");

const PRODUCT = "stock-control-tower";

/** What any clone on this machine may share: roots and seed databases. */
export const CACHE = path.join(
  process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"),
  PRODUCT,
);

/** Where the data of the stacks of this user lies, one folder a stack. */
export const STATE = path.join(
  process.env.XDG_STATE_HOME || path.join(os.homedir(), ".local", "state"),
  PRODUCT,
);

/**
 * The folders and sockets of one instance, as the host sees them.
 * @param {string} state
 */
export function layout(state) {
  return {
    state,
    mount: path.join(state, "root"),
    control: path.join(state, "control"),
    lock: path.join(state, "lock"),
    info: path.join(state, "instance.json"),
    secrets: path.join(state, "secrets.json"),
    logs: path.join(state, "logs"),
    postgres: path.join(state, "postgres"),
    socket: path.join(state, "socket"),
    rabbitmq: path.join(state, "rabbitmq"),
    odoo: path.join(state, "odoo"),
  };
}

/** The same folders as the processes inside the root see them. */
export const INSIDE = {
  postgres: "/srv/tower/postgres",
  socket: "/srv/tower/socket",
  rabbitmq: "/srv/tower/rabbitmq",
  odoo: "/srv/tower/odoo",
  addons: "/srv/tower/addons",
};

// sun_path holds 108 bytes with its NUL; PostgreSQL adds "/.s.PGSQL.5432" to its folder.
const LONGEST_STATE_PATH = 107 - "/socket/.s.PGSQL.5432".length;

/**
 * The state folder of a stack.
 * @param {string} name
 * @throws {Error} when sockets in it could not be reached for the length of their path
 */
export function stateOf(name) {
  const state = path.join(STATE, name);
  if (Buffer.byteLength(state) > LONGEST_STATE_PATH) {
    throw new Error(
      `The state folder ${state} is longer than ${LONGEST_STATE_PATH} bytes, too long for the ` +
        "Unix sockets in it: set XDG_STATE_HOME to a shorter path.",
    );
  }
  return state;
}
