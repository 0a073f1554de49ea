// @ts-check
// Seeds: stopped PostgreSQL clusters with ready databases, copied into a new instance in a second
// instead of half a minute of installing Odoo.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { lock } from "./lock.mjs";
import { CACHE, REPOSITORY, layout } from "./paths.mjs";
import { ENVIRONMENT } from "./settings.mjs";

export const ADDONS = path.join(REPOSITORY, "odoo_addons");

const DEMO = ["stock_control_tower", "stock_control_tower_demo"];
const KEPT_SEEDS = 3;

// Odoo's log line: date, time, pid, level. Odoo ends with 0 after some of its errors.
const LOGGED_ERROR = /^\S+ \S+ \d+ (ERROR|CRITICAL) /m;

// Served or read at run time, so no database depends on them.
const NOT_IN_DATABASE = new Set(["static", "tests", "__pycache__", "doc"]);

// Written into every event, so it must be right before the demo company's stock makes the first ones.
const SET_ENVIRONMENT = `update ir_config_parameter set value = '${ENVIRONMENT}'
  where key = 'stock_control_tower.environment'`;

/** @typedef {"base" | "tower"} SeedName */
/** @typedef {import("./instance.mjs").Instance} Instance */

/**
 * A hash of the sources that a database with the addons is made from.
 * @param {string} [addons]
 */
export function addonsKey(addons = ADDONS) {
  const hash = createHash("sha256");
  const visit = (/** @type {string} */ folder) => {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory() && !NOT_IN_DATABASE.has(entry.name)) visit(file);
      if (entry.isFile()) {
        hash.update(path.relative(addons, file) + "\0");
        hash.update(fs.readFileSync(file));
      }
    }
  };
  visit(addons);
  return hash.digest("hex").slice(0, 12);
}

/** The addons of the demo stack that this clone has. @param {string} [addons] */
export function demoModules(addons = ADDONS) {
  return DEMO.filter((name) => fs.existsSync(path.join(addons, name, "__manifest__.py")));
}

/**
 * The folder of a seed, built when missing.
 * @param {SeedName} name
 * @param {string} root
 * @param {object} how
 * @param {(line: string) => void} how.say
 * @param {(seed: SeedName | null) => Promise<Instance>} how.startBuilder
 *   an instance with PostgreSQL only and throwaway data
 */
export async function ensureSeed(name, root, { say, startBuilder }) {
  const suffix = name === "base" ? "" : `-${addonsKey()}`;
  const seed = path.join(CACHE, `seed-${name}-${path.basename(root)}${suffix}`);
  if (fs.existsSync(seed)) return seed;
  const release = await lock(path.join(CACHE, `seed-${name}.lock`));
  try {
    if (fs.existsSync(seed)) return seed;
    const builder = await startBuilder(name === "base" ? null : "base");
    try {
      await fill(name, builder, say);
      await builder.stopPostgres();
      keep(builder.state, seed);
    } finally {
      await builder.close();
    }
    forgetOld(name, seed);
    return seed;
  } finally {
    await release?.();
  }
}

/**
 * @param {SeedName} name
 * @param {Instance} builder
 * @param {(line: string) => void} say
 */
async function fill(name, builder, say) {
  if (name === "base") {
    await builder.createDatabase("base");
    return install(builder, name, "stock", say);
  }
  await builder.createDatabase("tower", { template: "base" });
  for (const module of demoModules()) {
    await install(builder, name, module, say);
    await builder.sql("tower", SET_ENVIRONMENT);
  }
}

/**
 * @param {Instance} builder
 * @param {string} db
 * @param {string} module
 * @param {(line: string) => void} say
 */
async function install(builder, db, module, say) {
  say(`installing ${module} in a new database`);
  const { code, stderr } = await builder.odoo(
    ["-d", db, "-i", module, "--stop-after-init", "--no-http"],
    { timeoutMs: 10 * 60_000 },
  );
  if (code === 0 && !LOGGED_ERROR.test(stderr)) return;
  throw new Error(`Odoo could not install ${module}:\n${excerpt(stderr)}`);
}

/** @param {string} state @param {string} seed */
function keep(state, seed) {
  const from = layout(state);
  const part = `${seed}.part`;
  fs.rmSync(part, { recursive: true, force: true });
  fs.mkdirSync(part, { recursive: true, mode: 0o700 });
  copy(from.postgres, path.join(part, "postgres"));
  copy(path.join(from.odoo, "data"), path.join(part, "data"));
  fs.renameSync(part, seed);
}

/**
 * Puts a seed's cluster and files into the folders of a new instance.
 * @param {string} seed
 * @param {string} state
 */
export function plant(seed, state) {
  const to = layout(state);
  fs.rmSync(to.postgres, { recursive: true, force: true });
  copy(path.join(seed, "postgres"), to.postgres);
  copy(path.join(seed, "data"), path.join(to.odoo, "data"));
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  execFileSync("cp", ["-a", "--reflink=auto", "-T", from, to]);
}

/** @param {SeedName} name @param {string} newest */
function forgetOld(name, newest) {
  const old = fs
    .readdirSync(CACHE)
    .filter((entry) => entry.startsWith(`seed-${name}-`))
    .map((entry) => path.join(CACHE, entry))
    .filter((folder) => folder !== newest)
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  for (const folder of old.slice(KEPT_SEEDS - 1))
    fs.rmSync(folder, { recursive: true, force: true });
}

/** From the first error on, or the end. @param {string} log */
function excerpt(log, lines = 30) {
  const at = log.search(LOGGED_ERROR);
  const all = log.slice(Math.max(at, 0)).trimEnd().split("\n");
  return (at < 0 ? all.slice(-lines) : all.slice(0, lines)).join("\n");
}
