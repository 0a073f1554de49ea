// @ts-check
import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import fs from "node:fs";

/**
 * @typedef {object} Spec
 * @property {string[]} argv
 * @property {string} [user] user of the root to run as; without it the process runs as root
 * @property {boolean} [inRoot] in the Debian root (default), or with the host's files
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] nothing else is inherited
 *
 * @typedef {Spec & { name: string, log: string }} StartSpec
 * `log`: file of the host to append both streams to
 *
 * @typedef {Spec & { input?: string, timeoutMs?: number }} RunSpec
 *
 * @typedef {{ code: number | null, signal: string | null }} Exit
 */

// Of each stream of a run; more is cut at the front, the end tells what went wrong.
const KEPT_OUTPUT = 8 * 1024 * 1024;

/** The processes of an instance, by name. Emits "exit" with `{name, code, signal}`. */
export class Processes extends EventEmitter {
  /** @param {string} root where the Debian root is mounted */
  constructor(root) {
    super();
    this.setMaxListeners(0);
    this.root = root;
    /** @type {Map<string, import("node:child_process").ChildProcess>} */
    this.running = new Map();
  }

  /**
   * @param {StartSpec} spec
   * @returns {Promise<{ pid: number }>} the pid is the one in the instance's own namespace
   */
  async start(spec) {
    if (this.running.has(spec.name))
      throw new Error(`A process ${spec.name} runs already: stop it first.`);
    const log = fs.openSync(spec.log, "a");
    const child = spawn(...this.command(spec, ["ignore", log, log]));
    fs.closeSync(log);
    this.running.set(spec.name, child);
    child.once("exit", (code, signal) => {
      this.running.delete(spec.name);
      this.emit("exit", { name: spec.name, code, signal });
    });
    await spawned(child, () => this.running.delete(spec.name));
    return { pid: /** @type {number} */ (child.pid) };
  }

  /**
   * Runs to the end.
   * @param {RunSpec} spec
   * @returns {Promise<Exit & { stdout: string, stderr: string }>}
   */
  async run(spec) {
    const child = spawn(...this.command(spec, ["pipe", "pipe", "pipe"]));
    const streams = /** @type {const} */ (["stdout", "stderr"]);
    const output = { stdout: "", stderr: "" };
    for (const stream of streams) {
      child[stream]?.setEncoding("utf8").on("data", (chunk) => {
        output[stream] = (output[stream] + chunk).slice(-KEPT_OUTPUT);
      });
    }
    const closed = new Promise((resolve) =>
      child.once("close", (code, signal) => resolve({ code, signal })),
    );
    await spawned(child);
    const timer = spec.timeoutMs
      ? setTimeout(() => signalGroup(child, "SIGKILL"), spec.timeoutMs)
      : undefined;
    child.stdin?.on("error", () => {}); // it may end without reading
    child.stdin?.end(spec.input ?? "");
    const exit = await closed;
    clearTimeout(timer);
    return { ...exit, ...output };
  }

  /**
   * @param {{ name: string, signal: NodeJS.Signals }} order
   * @returns {boolean} false when it does not run (any more)
   */
  signal({ name, signal }) {
    const child = this.running.get(name);
    return child ? signalGroup(child, signal) : false;
  }

  /** @returns {{ name: string, pid: number }[]} */
  list() {
    return [...this.running].map(([name, child]) => ({
      name,
      pid: /** @type {number} */ (child.pid),
    }));
  }

  /**
   * @param {Spec} spec
   * @param {import("node:child_process").StdioOptions} stdio
   * @returns {[string, string[], import("node:child_process").SpawnOptions]}
   */
  command(spec, stdio) {
    const { argv, user, inRoot = true } = spec;
    const rights = user
      ? ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--no-new-privs", "--"]
      : [];
    const [command, ...args] = inRoot
      ? ["chroot", this.root, "env", "-C", spec.cwd ?? "/", "--", ...rights, ...argv]
      : argv;
    const env = {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      LANG: "C.UTF-8",
      ...spec.env,
    };
    // Detached = leader of its own group, so that a signal also reaches what it started.
    return [command, args, { stdio, env, detached: true, cwd: inRoot ? "/" : spec.cwd }];
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => void} [onError]
 */
function spawned(child, onError) {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => {
      onError?.();
      reject(error);
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    process.kill(-(/** @type {number} */ (child.pid)), signal);
    return true;
  } catch {
    return false; // gone between the look and the signal
  }
}
