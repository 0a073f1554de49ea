import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * Files of the project, tracked or new, that match one of the patterns. A clone without its git
 * folder has no list to offer, so this stops there.
 * @param {...string} patterns as git knows them
 * @returns {string[]} paths from the root
 */
export function projectFiles(...patterns) {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...patterns],
    { cwd: ROOT, encoding: "utf8" },
  );
  return [...new Set(listed.split("\0"))].filter((file) => file && existsSync(join(ROOT, file)));
}
