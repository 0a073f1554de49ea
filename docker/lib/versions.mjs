// @ts-check
import fs from "node:fs";
import path from "node:path";

import { REPOSITORY } from "./paths.mjs";

/**
 * docker/versions.json: every version, once.
 * @returns {{
 *   node: string,
 *   debian: { suite: string, odooSuite: string },
 *   images: Record<string, string>,
 *   lastTested: Record<string, string>,
 * }}
 */
export function readVersions() {
  const file = path.join(REPOSITORY, "docker/versions.json");
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
