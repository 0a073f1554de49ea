// @ts-check
// A copy of the product with one bug in it. What is shipped is never touched.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { REPOSITORY } from "../../run/paths.mjs";

const ADDON = "stock_control_tower";

/**
 * @param {import("./catalogue.mjs").Mutation} mutation
 * @param {string} folder inside the repository, so that packages are found from it; emptied
 * @returns {{ addons?: string, bundle?: string }}
 */
export function plant({ addon, sidecar }, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return {
    ...(addon ? { addons: plantAddon(addon, path.join(folder, "addons")) } : {}),
    ...(sidecar ? { bundle: plantSidecar(sidecar, path.join(folder, "sidecar")) } : {}),
  };
}

/** @param {import("./catalogue.mjs").Edit[]} edits @param {string} to */
function plantAddon(edits, to) {
  fs.cpSync(path.join(REPOSITORY, "odoo_addons"), to, { recursive: true });
  for (const edit of edits) change(path.join(to, ADDON), edit);
  return to;
}

/** @param {import("./catalogue.mjs").Edit[]} edits @param {string} to */
function plantSidecar(edits, to) {
  const from = path.join(REPOSITORY, "sidecar");
  fs.mkdirSync(to);
  for (const name of ["src", "build.mjs", "package.json"]) {
    fs.cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  }
  const packages = path.join(from, "node_modules");
  if (fs.existsSync(packages)) fs.symlinkSync(packages, path.join(to, "node_modules"));
  for (const edit of edits) change(path.join(to, "src"), edit);
  execFileSync(process.execPath, ["build.mjs"], { cwd: to });
  return path.join(to, "dist/main.js");
}

/**
 * @param {string} root
 * @param {import("./catalogue.mjs").Edit} edit
 * @throws {Error} when the product has changed, so that the bug must be written anew
 */
function change(root, [file, from, to]) {
  const target = path.join(root, file);
  const text = fs.readFileSync(target, "utf8");
  const places = text.split(from).length - 1;
  if (places !== 1)
    throw new Error(`${file} has ${places} places that read ${JSON.stringify(from)}, not one`);
  fs.writeFileSync(
    target,
    text.replace(from, () => to),
  );
}
