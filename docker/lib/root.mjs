// @ts-check
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { lock } from "./lock.mjs";
import { keyring, mirror } from "./mirror.mjs";
import { CACHE, REPOSITORY } from "./paths.mjs";
import { runTied } from "./tied.mjs";
import { readVersions } from "./versions.mjs";

const PACKAGES = path.join(REPOSITORY, "docker/root/packages.txt");
const STAMP = ".stock-control-tower.json";

// Debian strips this file from Odoo; the 404 it leaves fails every browser test of Odoo.
const STRIPPED_FILE =
  "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js";

/** @typedef {(line: string) => void} Say */

/** Everything that decides what is in a root, except the mirror it comes from. */
export function recipe() {
  const { suite, odooSuite } = readVersions().debian;
  const packages = fs
    .readFileSync(PACKAGES, "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  const architecture = process.arch;
  return { format: 1, suite, odooSuite, packages, architecture };
}

/** The name of the root that the recipe in this clone makes. */
export function rootKey() {
  const text = JSON.stringify([recipe(), STRIPPED_FILE]);
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** @returns {string | null} the finished root, when there is one */
export function findRoot() {
  const root = path.join(CACHE, `root-${rootKey()}`);
  return fs.existsSync(path.join(root, STAMP)) ? root : null;
}

/**
 * The Debian root of this clone's recipe, made when missing (2.8 GB, about 110 s).
 * A second caller waits for the first. What an interrupted run left is removed, never trusted.
 * @param {Say} say
 * @returns {Promise<string>} its path
 */
export async function ensureRoot(say) {
  const ready = findRoot();
  if (ready) return ready;
  const release = await lock(path.join(CACHE, "root.lock"));
  try {
    return findRoot() ?? (await makeRoot(say));
  } finally {
    await release?.();
  }
}

/** @param {Say} say */
async function makeRoot(say) {
  const root = path.join(CACHE, `root-${rootKey()}`);
  const part = `${root}.part`;
  removeHalfMade(root, part, say);
  const keys = keyring();
  const from = mirror();
  installMmdebstrap(say);
  say(`making the Debian root (2.8 GB, about 2 minutes) from ${from}`);
  const log = path.join(CACHE, "root.log");
  const code = await runTied(mmdebstrap(part, from, keys), log);
  if (code !== 0) throw new Error(failure(log));
  finish(part);
  fs.renameSync(part, root);
  compareVersions(root, say);
  return root;
}

/**
 * @param {string} part
 * @param {string} from
 * @param {string} keys
 */
function mmdebstrap(part, from, keys) {
  const { suite, odooSuite, packages } = recipe();
  const entry = (/** @type {string} */ name, options = "") =>
    `deb [signed-by=${keys}${options}] ${from} ${name} main`;
  // Only Odoo may come from the second suite: with its Python, Odoo 19 does not run.
  const pins = [
    "Package: *\nPin: release n=" + odooSuite + "\nPin-Priority: 50\n",
    "Package: odoo-19\nPin: release n=" + odooSuite + "\nPin-Priority: 500\n",
  ].join("\n");
  const writePins = `mkdir -p "$1/etc/apt/preferences.d" && printf '${pins.replaceAll("\n", "\\n")}' > "$1/etc/apt/preferences.d/odoo"`;
  return [
    "mmdebstrap",
    "--variant=apt",
    '--aptopt=Apt::Install-Recommends "false"',
    '--aptopt=Acquire::Retries "3"',
    `--setup-hook=${writePins}`,
    `--include=${packages.join(",")}`,
    suite,
    part,
    entry(suite),
    // The rolling suite's Release file is at times past its validity.
    entry(odooSuite, " check-valid-until=no"),
  ];
}

/** @param {string} part */
function finish(part) {
  const stripped = path.join(part, STRIPPED_FILE);
  fs.mkdirSync(path.dirname(stripped), { recursive: true });
  fs.writeFileSync(stripped, "", { flag: "a" });
  for (const file of ["etc/hosts", "etc/resolv.conf"])
    fs.writeFileSync(path.join(part, file), "", { flag: "a" });
  fs.rmSync(path.join(part, "var/cache/apt/archives"), {
    recursive: true,
    force: true,
  });
  const stamp = { recipe: recipe(), versions: installed(part) };
  fs.writeFileSync(path.join(part, STAMP), JSON.stringify(stamp, null, 2));
}

/** @param {string} root @param {string} part @param {Say} say */
function removeHalfMade(root, part, say) {
  for (const folder of [part, root]) {
    if (!fs.existsSync(folder)) continue;
    say(`found a half-made root from an interrupted run: removing it (${folder})`);
    execFileSync("rm", ["-rf", "--one-file-system", folder]);
  }
}

/** @param {Say} say */
function installMmdebstrap(say) {
  try {
    execFileSync("mmdebstrap", ["--version"], { stdio: "ignore" });
    return;
  } catch {
    say("installing mmdebstrap with apt-get");
  }
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "mmdebstrap"]])
      execFileSync("apt-get", ["-q", ...args], { env, stdio: "pipe" });
  } catch (cause) {
    throw new Error(
      "apt-get could not install mmdebstrap, which makes the Debian root. Install it by hand " +
        "(apt-get update && apt-get install mmdebstrap) and see what it says.",
      { cause },
    );
  }
}

/** @param {string} log */
function failure(log) {
  const lines = fs.readFileSync(log, "utf8").trimEnd().split("\n");
  return (
    "mmdebstrap could not make the Debian root. When it names a mirror it could not reach, check the " +
    `network and apt's proxy settings, then start again. Its last lines (all: ${log}):\n` +
    lines.slice(-8).join("\n")
  );
}

/** @param {string} root @returns {Record<string, string>} */
function installed(root) {
  const names = Object.keys(readVersions().lastTested);
  // eslint-disable-next-line no-template-curly-in-string -- dpkg-query fills it in
  const format = "${Package} ${Version}\n";
  const args = [`--admindir=${root}/var/lib/dpkg`, "-W", "-f", format, ...names];
  const lines = execFileSync("dpkg-query", args, { encoding: "utf8" });
  return Object.fromEntries(
    lines
      .trim()
      .split("\n")
      .map((line) => line.split(" ")),
  );
}

/**
 * Says which packages differ from what was last tested: distributions roll, so this only warns.
 * @param {string} root
 * @param {Say} say
 */
export function compareVersions(root, say) {
  const stamp = JSON.parse(fs.readFileSync(path.join(root, STAMP), "utf8"));
  for (const [name, tested] of Object.entries(readVersions().lastTested)) {
    const found = stamp.versions[name];
    if (found !== tested) say(`note: ${name} is ${found}, last tested with ${tested}`);
  }
}
