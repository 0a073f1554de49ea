// @ts-check
// Plants each known bug and runs a short campaign against it: it must turn red, and for its reason.
import fs from "node:fs";
import path from "node:path";

import { runCampaign } from "../campaign.mjs";
import { MUTATIONS } from "./catalogue.mjs";
import { plant } from "./plant.mjs";

const FAULTS = 8; // to bring it out; most need one or two
/** Some of the bugs leave a queue that nobody empties. */
const PATIENCE_MS = 45_000;

/**
 * @param {{ seed: number, folder: string }} options
 * @param {(line: string) => void} say
 * @returns {Promise<{ name: string, found: boolean, faults: number, violation: string | undefined }[]>}
 */
export async function runMutations({ seed, folder }, say) {
  const results = [];
  for (const mutation of MUTATIONS) {
    const place = path.join(folder, "mutation");
    const { sql = [], kinds, shows } = mutation;
    const shown = (/** @type {string[]} */ violations) =>
      violations.find((each) => shows.test(each));
    const rounds = await runCampaign(
      {
        ...plant(mutation, place),
        ...{ faults: FAULTS, seed, only: kinds, folder: path.join(folder, "mutation-run"), sql },
        patience: PATIENCE_MS,
        until: (violations) => shown(violations) !== undefined,
      },
      { say: () => {}, onResult: () => {} },
    );
    const violation = shown(rounds.flatMap(({ violations }) => violations));
    const found = violation !== undefined;
    results.push({ name: mutation.name, found, faults: rounds.length, violation });
    say(`${found ? "found    " : "NOT FOUND"} ${mutation.name}`);
    say(`          after ${rounds.length} faults: ${violation ?? "everything looked right"}`);
    fs.rmSync(place, { recursive: true, force: true });
  }
  return results;
}
