#!/usr/bin/env node
// @ts-check
// `npm run chaos`: see --help. Last line: what came of it.
import { RESULTS } from "../run/paths.mjs";
import { runCampaign } from "./campaign.mjs";
import { HELP, readOptions } from "./options.mjs";
import { runMutations } from "./mutations/run.mjs";
import { heading, line, summary, write } from "./report.mjs";

const SHOWN = 10;

let options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(2);
}
if (!options) {
  console.log(HELP);
  process.exit(0);
}
process.exit(await (options.mutations ? mutations(options) : campaign(options)));

/** @param {NonNullable<ReturnType<typeof readOptions>>} options */
async function campaign({ faults, seed, only }) {
  console.log(`chaos: ${faults} faults, --seed ${seed}`);
  console.log(heading());
  /** @type {import("./campaign.mjs").Result[]} */
  const results = [];
  await runCampaign(
    { faults, seed, only, folder: RESULTS },
    {
      say: (text) => console.log(text),
      onResult: (result) => {
        results.push(result);
        write(RESULTS, { seed, results });
        console.log(line(result));
        for (const violation of result.violations.slice(0, SHOWN)) console.log(`  ${violation}`);
        if (result.violations.length > SHOWN)
          console.log(`  … ${result.violations.length} in all, see test/results/chaos.json`);
      },
    },
  );
  for (const text of summary(results)) console.log(text);
  return results.length === faults && results.every((each) => each.violations.length === 0) ? 0 : 1;
}

/** @param {NonNullable<ReturnType<typeof readOptions>>} options */
async function mutations({ seed }) {
  console.log(`chaos: does the oracle find known bugs? --seed ${seed}`);
  const results = await runMutations({ seed, folder: RESULTS }, (text) => console.log(text));
  write(RESULTS, { seed, mutations: results });
  const found = results.filter((each) => each.found).length;
  console.log(`${found}/${results.length} bugs found`);
  return found === results.length ? 0 : 1;
}
