// @ts-check
// One running stack: PostgreSQL, RabbitMQ and any number of Odoo servers and other processes, all in a
// namespace that ends with the process that started it. The calls are those of the Instance class.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Control } from "./control.mjs";
import { Databases } from "./databases.mjs";
import { lock } from "./lock.mjs";
import { STATE, layout, stateOf } from "./paths.mjs";
import { freePorts } from "./ports.mjs";
import { Broker } from "./broker.mjs";
import { ensureRoot } from "./root.mjs";
import { ADDONS, ensureSeed, plant } from "./seed.mjs";
import { odoo, postgres } from "./services.mjs";
import { prepareState } from "./state.mjs";

const INIT = fileURLToPath(new URL("../init.mjs", import.meta.url));
const EPHEMERAL = "ephemeral-";
const READY_MS = 120_000; // Odoo with a cold disk cache is the slowest, about 15 s
const STOP_MS = 20_000;

/**
 * @typedef {object} Ports
 * @property {number} amqp
 * @property {number} management
 * @property {number} distribution Erlang's, not for use
 * @property {number} epmd Erlang's, not for use
 *
 * @typedef {object} Info what another process needs to know to use the instance
 * @property {string} state
 * @property {string} root the Debian root (Chromium is in it)
 * @property {Ports} ports
 * @property {{ user: string, password: string }} broker
 * @property {boolean} durable whether PostgreSQL flushes to the disk
 *
 * @typedef {object} Options
 * @property {string} name of the state folder; two instances of one name refuse
 * @property {boolean} [ephemeral] fresh state, removed at close
 * @property {boolean} [durable] false: nothing is fsynced, a killed server may forget what it
 *   committed; default: true unless ephemeral
 * @property {Partial<Ports>} [ports] free ones are taken for those not given
 * @property {string} [addons] folder to use as addons path, default odoo_addons of this clone
 * @property {import("./seed.mjs").SeedName | null} [seed] databases to begin with (default "tower");
 *   null = an empty cluster
 * @property {boolean} [broker] start RabbitMQ (default true)
 * @property {(line: string) => void} [say] hears of long steps
 */

export class Instance {
  /**
   * @param {Info} info
   * @param {Control} control
   * @param {() => Promise<void>} [end] only the owner has it
   */
  constructor(info, control, end) {
    this.info = info;
    this.state = info.state;
    this.root = info.root;
    this.ports = info.ports;
    this.logs = layout(info.state).logs;
    /** Folder of PostgreSQL's socket on the host; user `odoo`, no password. */
    this.pgSocketDir = layout(info.state).socket;
    this.control = control;
    this.databases = new Databases(this);
    this.broker = new Broker(this);
    this.end = end;
  }

  /** The broker's default vhost, as administrator. */
  get amqpUrl() {
    return this.broker.url("/");
  }

  /** The broker's HTTP API, `http://user:password@host:port`. */
  get managementUrl() {
    const { user, password } = this.info.broker;
    return `http://${user}:${password}@127.0.0.1:${this.ports.management}`;
  }

  /**
   * Starts a process; it dies with the instance.
   * @param {{ name: string, argv: string[], env?: Record<string, string>, cwd?: string, user?: string,
   *   inRoot?: boolean, log?: string }} spec `inRoot: true` runs it in the Debian root (then `user` is one
   *   of the root's), else with the host's files as root. Only PATH, LANG and `env` are set.
   * @returns {Promise<Child>}
   */
  async start({ inRoot = false, ...spec }) {
    const log = spec.log ?? path.join(this.logs, `${spec.name}.log`);
    const exited = new Promise((resolve) => {
      const listen = (/** @type {any} */ notice) => {
        if (notice.name !== spec.name) return;
        this.control.off("exit", listen);
        resolve({ code: notice.code, signal: notice.signal });
      };
      this.control.on("exit", listen);
      this.control.once("close", () => resolve({ code: null, signal: "SIGKILL" }));
    });
    const { pid } = await this.control.call("start", { ...spec, inRoot, log });
    return new Child(this, { name: spec.name, pid, log, exited });
  }

  /**
   * Runs a command to its end.
   * @param {{ argv: string[], env?: Record<string, string>, cwd?: string, user?: string,
   *   inRoot?: boolean, input?: string, timeoutMs?: number }} spec
   * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
   */
  run({ inRoot = false, ...spec }) {
    return this.control.call("run", { ...spec, inRoot });
  }

  /**
   * Runs odoo-bin to its end: `odoo(["-d", db, "-u", "stock", "--stop-after-init", "--no-http"])`, or
   * `odoo(["shell", "-d", db, "--no-http"], { input: "python" })`. Odoo logs to stderr.
   * @param {string[]} args
   * @param {{ input?: string, timeoutMs?: number }} [options]
   */
  odoo(args, options = {}) {
    return this.run({ ...odoo(args), inRoot: true, ...options });
  }

  /**
   * An Odoo server for one database, ready when this resolves.
   * @param {{ db: string, port?: number, args?: string[] }} options
   * @returns {Promise<Child & { url: string, port: number }>}
   */
  async startOdoo({ db, port, args = [] }) {
    const [http = 0] = port ? [port] : await freePorts(1);
    const { argv, ...how } = odoo([
      ...["-d", db, "--db-filter", `^${db}$`, "--http-port", String(http)],
      ...args,
    ]);
    const child = await this.start({ ...how, argv, inRoot: true, name: `odoo-${db}` });
    const url = `http://127.0.0.1:${http}`;
    await child.ready(`Odoo on ${url}`, () =>
      fetch(`${url}/web/health`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    return Object.assign(child, { url, port: http });
  }

  /**
   * @param {string} db
   * @param {{ template?: string }} [options] a database nobody is connected to: `base`, `tower`, or your own;
   *   without one the database is empty
   */
  createDatabase(db, options) {
    return this.databases.create(db, options);
  }

  /** @param {string} db */
  dropDatabase(db) {
    return this.databases.drop(db);
  }

  /**
   * @param {string} db
   * @param {string} statement a query, or statements without a result
   * @returns {Promise<any[]>} the rows as objects; numbers beyond 2^53 lose digits, so cast them to text
   */
  sql(db, statement) {
    return this.databases.sql(db, statement);
  }

  /**
   * A new, empty vhost; one that is there is emptied.
   * @param {string} name
   * @returns {Promise<string>} its AMQP URL, as administrator
   */
  createVhost(name) {
    return this.broker.createVhost(name);
  }

  /** Starts PostgreSQL (again), ready when this resolves. */
  async startPostgres() {
    const child = await this.start({
      ...postgres(this.info.durable),
      inRoot: true,
      name: "postgres",
    });
    await child.ready("PostgreSQL", () => this.databases.answers());
    return child;
  }

  /** Starts RabbitMQ (again), ready when this resolves. */
  async startBroker() {
    const child = await this.start({ ...this.broker.command(), inRoot: true, name: "rabbitmq" });
    await child.ready("RabbitMQ", () => this.broker.answers());
    return child;
  }

  /** Stops PostgreSQL; open connections are cut, data is safe. */
  stopPostgres() {
    return this.stop("postgres", "SIGINT");
  }

  /**
   * Signals a process by name and waits for its end. SIGKILL follows after 20 s.
   * @param {string} name
   * @param {NodeJS.Signals} [signal]
   */
  async stop(name, signal = "SIGTERM") {
    const gone = this.gone(name);
    if (!(await this.control.call("signal", { name, signal }))) return;
    const timer = setTimeout(
      () => this.control.call("signal", { name, signal: "SIGKILL" }).catch(() => {}),
      STOP_MS,
    );
    await gone;
    clearTimeout(timer);
  }

  /** @param {string} name @returns {Promise<void>} */
  gone(name) {
    return new Promise((resolve) => {
      this.control.on("exit", (notice) => notice.name === name && resolve());
      this.control.once("close", () => resolve());
    });
  }

  /** @returns {Promise<{ name: string, pid: number }[]>} what runs now */
  processes() {
    return this.control.call("list");
  }

  /** Ends the instance when this process started it, else only the connection to it. */
  async close() {
    if (this.end) await this.end();
    this.control.close();
  }
}

/** A process of an instance. */
export class Child {
  /**
   * @param {Instance} instance
   * @param {{ name: string, pid: number, log: string,
   *   exited: Promise<{ code: number | null, signal: string | null }> }} facts
   */
  constructor(instance, { name, pid, log, exited }) {
    this.instance = instance;
    this.name = name;
    this.pid = pid;
    this.log = log;
    /** Resolves when the process has ended. */
    this.exited = exited;
    this.running = true;
    void exited.then(() => (this.running = false));
  }

  /** SIGTERM (SIGKILL after 20 s), and the wait for its end. */
  stop() {
    return this.kill("SIGTERM");
  }

  /** @param {NodeJS.Signals} [signal] default SIGKILL; resolves when the process has ended */
  async kill(signal = "SIGKILL") {
    if (this.running) await this.instance.stop(this.name, signal);
  }

  /**
   * @param {string} what
   * @param {() => Promise<boolean>} probe
   * @throws {Error} with the end of its log, when it ends or takes too long
   */
  async ready(what, probe) {
    const deadline = Date.now() + READY_MS;
    while (this.running && Date.now() < deadline) {
      if (await probe()) return;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const how = this.running ? `was not ready within ${READY_MS / 1000} s` : "ended";
    if (this.running) await this.kill();
    const tail = fs.readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-15);
    throw new Error(`${what} ${how}. Its last lines (all: ${this.log}):\n${tail.join("\n")}`);
  }
}

/**
 * Starts an instance; it ends with this process, however that ends.
 * @param {Options} options
 * @returns {Promise<Instance>}
 * @throws {Error} naming the remedy when the root cannot be made, the name is in use …
 */
export async function startInstance(options) {
  const { name, ephemeral = false, durable = !ephemeral, seed = "tower", broker = true } = options;
  const say = options.say ?? (() => {});
  const root = await ensureRoot(say);
  if (ephemeral) await sweepEphemeral();
  const state = stateOf(ephemeral ? `${EPHEMERAL}${name}-${process.pid}` : name);
  const at = layout(state);
  fs.mkdirSync(at.logs, { recursive: true, mode: 0o700 });
  fs.chmodSync(state, 0o700);
  const release = await lock(at.lock, { wait: false });
  if (!release) {
    throw new Error(
      `The stack "${name}" runs already (${state}): end it with Ctrl-C where it was started, or with ` +
        "npm run stack -- down.",
    );
  }
  const leave = async () => {
    await release();
    if (ephemeral) fs.rmSync(state, { recursive: true, force: true });
  };
  try {
    const ports = await choosePorts(options.ports);
    const fresh = !fs.existsSync(path.join(at.postgres, "PG_VERSION"));
    const info = { state, root, ports, durable, broker: brokerAdmin(at.secrets) };
    prepareState(info);
    if (fresh && seed) plant(await ensureSeedOf(seed, root, options, say), state);
    const init = await startInit(info, options.addons ?? ADDONS);
    const control = await Control.connect(at.control);
    const instance = new Instance(info, control, async () => {
      await stopAll(instance);
      init.stdin?.end();
      await init.ended;
      await leave();
    });
    try {
      await begin(instance, { fresh: fresh && !seed, broker });
      fs.writeFileSync(at.info, JSON.stringify(info), { mode: 0o600 });
    } catch (error) {
      await instance.close();
      throw error;
    }
    return instance;
  } catch (error) {
    await leave();
    throw error;
  }
}

/**
 * An instance that another process runs.
 * @param {string} state its `state`
 * @returns {Promise<Instance>} `close()` on it ends only the connection
 */
export async function connectInstance(state) {
  const control = await Control.connect(layout(state).control);
  const info = JSON.parse(fs.readFileSync(layout(state).info, "utf8"));
  return new Instance(info, control);
}

/**
 * @param {Instance} instance
 * @param {{ fresh: boolean, broker: boolean }} how
 */
async function begin(instance, { fresh, broker }) {
  const database = async () => {
    if (fresh) await instance.databases.initialise();
    await instance.startPostgres();
    if (fresh) await instance.databases.createRole();
  };
  await Promise.all([database(), broker ? instance.startBroker() : null]);
}

/** @param {Instance} instance */
async function stopAll(instance) {
  const running = await instance.processes().catch(() => []);
  const names = running.map(({ name }) => name);
  const servers = ["postgres", "rabbitmq"];
  await Promise.all(
    names.filter((name) => !servers.includes(name)).map((name) => instance.stop(name)),
  );
  await Promise.all([
    names.includes("postgres") && instance.stopPostgres(),
    names.includes("rabbitmq") && instance.stop("rabbitmq"),
  ]);
}

/**
 * @param {import("./seed.mjs").SeedName} seed
 * @param {string} root
 * @param {Options} options
 * @param {(line: string) => void} say
 */
function ensureSeedOf(seed, root, options, say) {
  const startBuilder = (/** @type {import("./seed.mjs").SeedName | null} */ from) =>
    startInstance({
      name: `seed-${seed}`,
      ephemeral: true,
      seed: from,
      broker: false,
      addons: options.addons,
      say,
    });
  return ensureSeed(seed, root, { say, startBuilder });
}

/**
 * @param {Info} info
 * @param {string} addons
 */
async function startInit(info, addons) {
  const at = layout(info.state);
  const log = fs.openSync(path.join(at.logs, "init.log"), "a");
  const config = {
    control: at.control,
    root: info.root,
    mount: at.mount,
    binds: binds(at, addons),
  };
  const init = spawn(
    "unshare",
    [
      // Mounts, processes and System V memory: all that a killed PostgreSQL could leave behind.
      ...["--mount", "--pid", "--ipc", "--fork", "--mount-proc", "--kill-child", "--"],
      ...[process.execPath, INIT, JSON.stringify(config)],
    ],
    // Detached: Ctrl-C is for the starter, who then stops the servers in order.
    { stdio: ["pipe", "pipe", log], detached: true },
  );
  fs.closeSync(log);
  const ended = new Promise((resolve) => init.once("exit", resolve));
  const ready = await Promise.race([
    new Promise((resolve) => init.stdout?.once("data", () => resolve(true))),
    ended.then(() => false),
    new Promise((_, reject) => init.once("error", reject)),
  ]);
  if (!ready) {
    const tail = fs.readFileSync(path.join(at.logs, "init.log"), "utf8").slice(-800);
    throw new Error(
      `The stack's namespace could not be made; it needs root and the right to mount:\n${tail}`,
    );
  }
  return Object.assign(init, { ended });
}

/**
 * @param {ReturnType<typeof layout>} at
 * @param {string} addons
 */
function binds(at, addons) {
  const inside = "/srv/tower";
  return [
    { from: at.postgres, to: `${inside}/postgres` },
    { from: at.socket, to: `${inside}/socket` },
    { from: at.rabbitmq, to: `${inside}/rabbitmq` },
    { from: at.odoo, to: `${inside}/odoo` },
    { from: addons, to: `${inside}/addons`, readOnly: true },
  ];
}

/** Removes what ephemeral instances of killed processes left. */
async function sweepEphemeral() {
  const names = fs.existsSync(STATE) ? fs.readdirSync(STATE) : [];
  for (const name of names.filter((each) => each.startsWith(EPHEMERAL))) {
    const state = path.join(STATE, name);
    const release = await lock(layout(state).lock, { wait: false });
    if (!release) continue; // it runs
    fs.rmSync(state, { recursive: true, force: true });
    await release();
  }
}

/** @param {Partial<Ports>} [given] @returns {Promise<Ports>} */
async function choosePorts(given = {}) {
  const [amqp, management, distribution, epmd] = await freePorts(4);
  return /** @type {Ports} */ ({ amqp, management, distribution, epmd, ...given });
}

/** @param {string} file @returns {{ user: string, password: string }} */
function brokerAdmin(file) {
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8")).broker;
  const broker = { user: "tower", password: randomBytes(18).toString("hex") };
  fs.writeFileSync(file, JSON.stringify({ broker }), { mode: 0o600 });
  return broker;
}
