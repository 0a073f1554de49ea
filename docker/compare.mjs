// @ts-check
// Compares a simulated day with Odoo's stock, from files alone:
//   node docker/compare.mjs --before FILE --after FILE --sent FILE
// `--before` and `--after` hold JSON rows {sku, warehouse, bin, lot, quantity}; `--sent` is the simulator's
// own file. Exit code 0: equal, 1: not equal, 2: a file cannot be read.
import fs from "node:fs";
import { parseArgs } from "node:util";

import { compareDay } from "./lib/compare.mjs";
import { report } from "./lib/report.mjs";

try {
  const text = { type: /** @type {const} */ ("string") };
  const { values } = parseArgs({ options: { before: text, after: text, sent: text } });
  const read = (/** @type {"before" | "after" | "sent"} */ name) => {
    const file = values[name];
    if (!file)
      throw new Error(
        `--${name} is missing: node docker/compare.mjs --before FILE --after FILE --sent FILE`,
      );
    return fs.readFileSync(file, "utf8");
  };
  const comparison = compareDay({
    before: JSON.parse(read("before")),
    after: JSON.parse(read("after")),
    sent: read("sent")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  });
  console.log(report(comparison));
  process.exitCode = comparison.equal ? 0 : 1;
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
