// @ts-check
// PID 1 of an instance: mounts its root, then starts, signals and watches processes for whoever
// connects to its control socket. It ends when its standard input does, and the kernel ends the rest.
// Started by lib/instance.mjs through unshare(1); not meant to be run by hand.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import readline from "node:readline";

import { Processes } from "./lib/processes.mjs";

/**
 * @typedef {object} InitConfig
 * @property {string} control path of the Unix socket to listen on
 * @property {string} root the Debian root, mounted read-only
 * @property {string} mount an empty folder to mount it on
 * @property {{ from: string, to: string, readOnly?: boolean }[]} binds `to` is below /srv/tower
 */

/** @type {InitConfig} */
const config = JSON.parse(process.argv[2]);

process.stdin.resume();
process.stdin.once("end", () => process.exit(0));
process.stdin.once("error", () => process.exit(0));
// A PID 1 ignores what it does not handle; said here because Ctrl-C must be the starter's affair.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

mountRoot();

const processes = new Processes(config.mount);
fs.rmSync(config.control, { force: true });
net.createServer(serve).listen(config.control, () => process.stdout.write("ready\n"));

function mountRoot() {
  const { root, mount } = config;
  const tmpfs = (/** @type {string} */ target, mode = "1777") =>
    run("mount", "-t", "tmpfs", "-o", `mode=${mode}`, "tmpfs", mount + target);
  run("mount", "--bind", root, mount);
  run("mount", "-o", "remount,bind,ro", mount);
  run("mount", "-t", "proc", "proc", `${mount}/proc`);
  run("mount", "--rbind", "/dev", `${mount}/dev`);
  for (const target of ["/dev/shm", "/tmp", "/run"]) tmpfs(target);
  // The machine's names and resolver, so that a webhook to a host name works.
  for (const file of ["/etc/hosts", "/etc/resolv.conf"]) {
    if (fs.existsSync(file) && fs.existsSync(mount + file))
      run("mount", "--bind", fs.realpathSync(file), mount + file);
  }
  tmpfs("/srv", "755");
  for (const { from, to, readOnly } of config.binds) {
    fs.mkdirSync(mount + to, { recursive: true });
    run("mount", "--bind", from, mount + to);
    if (readOnly) run("mount", "-o", "remount,bind,ro", mount + to);
  }
}

/** @param {string} command @param {...string} args */
function run(command, ...args) {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
}

/**
 * One line of JSON in, one out: `{id, op, …}` is answered by `{id, result}` or `{id, error}`;
 * every connection also hears `{event: "exit", name, code, signal}`.
 * @param {net.Socket} socket
 */
function serve(socket) {
  const send = (/** @type {object} */ message) => {
    if (socket.writable) socket.write(JSON.stringify(message) + "\n");
  };
  const onExit = (/** @type {object} */ notice) => send({ event: "exit", ...notice });
  processes.on("exit", onExit);
  socket.on("error", () => {});
  socket.on("close", () => processes.off("exit", onExit));
  readline.createInterface({ input: socket }).on("line", async (line) => {
    const { id, op, ...args } = JSON.parse(line);
    try {
      if (!["start", "run", "signal", "list"].includes(op))
        throw new Error(`Unknown operation ${op}`);
      send({ id, result: (await /** @type {any} */ (processes)[op](args)) ?? null });
    } catch (error) {
      send({ id, error: /** @type {Error} */ (error).message });
    }
  });
}
