/** Import rules of TypeScript and JavaScript; fails when the cruise saw nothing. */
import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";

const FOLDERS = ["sidecar/src", "owl_ui/src", "test", "docker", "scripts"];
/** Fewer modules than this means that the cruise went blind, as it does with a foreign compiler. */
const LEAST_MODULES = 50;

const { forbidden, options } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");
const { output } = await cruise(FOLDERS, { ...options, validate: true, ruleSet: { forbidden } });
if (typeof output === "string") throw new Error("expected the cruise as an object");

const { violations, totalCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) {
  const path = cycle ? cycle.map(({ name }) => name).join(" -> ") : to;
  const comment = forbidden.find((/** @type {any} */ one) => one.name === rule.name)?.comment ?? "";
  console.error(`${rule.name}: ${from} -> ${path}\n  ${comment}`);
}
if (totalCruised < LEAST_MODULES) {
  console.error(`only ${totalCruised} modules were seen, at least ${LEAST_MODULES} are there`);
  process.exitCode = 1;
}
if (violations.length) process.exitCode = 1;
console.log(`${totalCruised} modules, ${violations.length} violations`);
