import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "./command.mjs";
import { REPOSITORY, RESULTS } from "./paths.mjs";

const VITEST = join(REPOSITORY, "node_modules", "vitest", "vitest.mjs");

/** Unit tests lie beside the code, so each workspace runs its own. */
export async function unitLevel({ limit }) {
  const results = [];
  for (const folder of ["sidecar", "owl_ui"]) {
    const part = await vitest(`unit-${folder}`, [], { limit, cwd: join(REPOSITORY, folder) });
    if (part.passed + part.failures.length === 0) part.failures.push(`${folder}: no test ran`);
    results.push(part);
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** One project of test/vitest.config.ts. */
export function vitestLevel(project, options) {
  return vitest(project, ["--root", "test", "--project", project], options);
}

/**
 * @param {string} name of the log and result files
 * @param {string[]} args
 * @param {{ limit: number, env?: Record<string, string>, cwd?: string }} options
 * @returns {Promise<import("./report.mjs").LevelResult>}
 */
async function vitest(name, args, options) {
  const output = join(RESULTS, `${name}.json`);
  const argv = [process.execPath, VITEST, "run", ...args];
  argv.push("--reporter=verbose", "--reporter=json", `--outputFile.json=${output}`);
  const { code, timedOut } = await run(name, argv, options);
  const log = `see test/results/${name}.log`;
  if (!existsSync(output)) {
    const why = timedOut ? `no end within ${options.limit / 1000} s` : `vitest ended with ${code}`;
    return { passed: 0, failures: [`${why}, ${log}`] };
  }
  const result = readVitest(JSON.parse(readFileSync(output, "utf8")));
  if (code !== 0 && result.failures.length === 0) {
    result.failures.push(`vitest ended with ${code} though each test passed, ${log}`);
  }
  return result;
}

/** @returns {import("./report.mjs").LevelResult} from vitest's JSON report */
export function readVitest({ testResults }) {
  let passed = 0;
  const failures = [];
  for (const file of testResults) {
    const name = file.name.replace(`${REPOSITORY}/`, "");
    const broken = file.assertionResults.length === 0 || file.status === "failed";
    let failedHere = 0;
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed++;
      else {
        failedHere++;
        const reason = test.failureMessages?.[0]?.split("\n").slice(0, 4).join("\n") ?? test.status;
        failures.push(`${name} > ${test.fullName}\n${reason}`);
      }
    }
    // A file that could not be loaded, or whose hooks failed, holds no failed test.
    if (broken && failedHere === 0) failures.push(`${name}: ${file.message || "no test in it"}`);
  }
  return { passed, failures };
}
