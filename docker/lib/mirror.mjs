// @ts-check
import { execFileSync } from "node:child_process";
import fs from "node:fs";

/**
 * Picks the Debian archive out of apt's own index targets.
 * @param {string} targets lines of `origin|uri|codename`
 * @returns {string | null}
 */
export function pickMirror(targets) {
  const rows = targets
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("|"));
  // Security and updates may come from another host that does not carry whole suites.
  const main = rows.filter(([, , codename]) => !/-|\//.test(codename));
  const debian = main.filter(([origin]) => origin === "Debian");
  const looksLikeIt = main.filter(([, uri]) => /\/debian\/?$/.test(uri));
  const row = debian[0] ?? looksLikeIt[0];
  return row ? row[1].replace(/\/$/, "") : null;
}

/**
 * The Debian mirror that this machine's apt uses.
 * @throws {Error} when apt knows none
 */
export function mirror() {
  const format = "$(ORIGIN)|$(REPO_URI)|$(CODENAME)";
  const args = ["indextargets", "--format", format, "Created-By: Packages"];
  const found = pickMirror(execFileSync("apt-get", args, { encoding: "utf8" }));
  if (found) return found;
  throw new Error(
    "apt on this machine names no Debian mirror (apt-get indextargets lists none): add one to " +
      "/etc/apt/sources.list, run apt-get update, and start again.",
  );
}

/** @throws {Error} when Debian's keys are missing */
export function keyring() {
  const file = "/usr/share/keyrings/debian-archive-keyring.gpg";
  if (fs.existsSync(file)) return file;
  throw new Error(
    `${file} is missing, so packages could not be verified: apt-get install debian-archive-keyring.`,
  );
}
