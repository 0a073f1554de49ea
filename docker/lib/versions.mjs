// @ts-check
import fs from "node:fs";
import path from "node:path";

import { REPOSITORY } from "./paths.mjs";

/**
 * docker/versions.json: the versions that the Debian root is made from and was last tested with.
 * @returns {{
 *   node: string,
 *   debian: { suite: string, odooSuite: string },
 *   lastTested: Record<string, string>,
 * }}
 */
export function readVersions() {
  const file = path.join(REPOSITORY, "docker/versions.json");
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
