/** The committed user interface equals a fresh build: an addon is installed without Node. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "./files.mjs";

const BUILT = join(ROOT, "odoo_addons", "stock_control_tower", "static", "src", "tower");
const fresh = mkdtempSync(join(tmpdir(), "tower-ui-"));
try {
  await build({
    root: join(ROOT, "owl_ui"),
    logLevel: "error",
    build: { outDir: fresh, emptyOutDir: true },
  });
  const stale = differences(BUILT, fresh);
  for (const file of stale) console.error(`${file} is stale: run npm run build -w owl_ui`);
  const { length } = filesBelow(fresh);
  if (length === 0) throw new Error("the build made no file");
  console.log(`${length} built files, ${stale.length} stale`);
  if (stale.length) process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

/** @param {string} one @param {string} other @returns {string[]} files that are not the same */
function differences(one, other) {
  const all = new Set([...filesBelow(one), ...filesBelow(other)]);
  return [...all].filter((file) => content(join(one, file)) !== content(join(other, file))).sort();
}

/** @param {string} folder */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** @param {string} path @returns {string | undefined} nothing where there is no file */
function content(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
