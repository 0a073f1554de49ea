// @ts-check
// npm run bench -- NAME: measures one thing as a ratio of variants interleaved in one run,
// prints a table and writes test/results/bench-NAME.json.
import fs from "node:fs";
import path from "node:path";

import { atp } from "./atp.mjs";
import { backlog } from "./backlog.mjs";
import { drain } from "./drain.mjs";
import { emission } from "./emission.mjs";
import { flat } from "./flat.mjs";
import { inbound } from "./inbound.mjs";
import { install } from "./install.mjs";
import { latency } from "./latency.mjs";
import { parallel } from "./parallel.mjs";
import { states } from "./states.mjs";
import { tower } from "./tower.mjs";

/** @type {Record<string, () => Promise<object>>} */
const BENCHES = {
  atp,
  backlog,
  drain,
  emission,
  flat,
  inbound,
  install,
  latency,
  parallel,
  states,
  tower,
};

const [name] = process.argv.slice(2);
const bench = name && BENCHES[name];
if (!bench) {
  console.error(`Usage: npm run bench -- NAME; there are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
const result = await bench();
const folder = path.resolve(import.meta.dirname, "../results");
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, `bench-${name}.json`), JSON.stringify(result, null, 2) + "\n");
