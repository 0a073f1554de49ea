/**
 * Makes everything that is derived from the contract.
 * `npm run generate` writes it, `npm run generate:check` fails where a file differs.
 */
import { existsSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import * as prettier from "prettier";
import { formatPython } from "../check/ruff.mjs";
import { asyncapi } from "./asyncapi.mjs";
import { pythonValidator } from "./python.mjs";
import { readSchemas, ROOT } from "./schemas.mjs";
import { typescriptSchemas, typescriptTopology, typescriptTypes } from "./typescript.mjs";

const ADDON = "odoo_addons/stock_control_tower";
const GENERATED = "sidecar/src/generated";

/** @returns {Promise<Record<string, string>>} file -> content */
async function derive() {
  const schemas = readSchemas();
  return {
    [`${ADDON}/lib/contract_validator.py`]: formatPython(pythonValidator(schemas)),
    [`${GENERATED}/contract.ts`]: await typescriptTypes(schemas),
    [`${GENERATED}/schemas.ts`]: typescriptSchemas(schemas),
    [`${GENERATED}/topology.ts`]: typescriptTopology(),
    [`${ADDON}/contract/asyncapi.yaml`]: dump(asyncapi(schemas), { noRefs: true }),
  };
}

/** @param {string} file @param {string} content */
async function formatted(file, content) {
  if (file.endsWith(".py")) return content;
  const options = await prettier.resolveConfig(join(ROOT, file));
  return prettier.format(content, { ...options, filepath: file });
}

const check = process.argv.includes("--check");
let stale = 0;
for (const [file, content] of Object.entries(await derive())) {
  const wanted = await formatted(file, content);
  const path = join(ROOT, file);
  const present = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (present === wanted) continue;
  stale += 1;
  if (check) {
    console.error(`${file} is stale: run npm run generate and commit it`);
    continue;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
  console.log(`wrote ${file}`);
}
if (check && stale) process.exit(1);
