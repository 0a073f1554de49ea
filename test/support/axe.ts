/** Looks at a page as an accessibility checker does. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = ["serious", "critical"];

/**
 * Serious findings in what the tower draws; the rest of the screen is Odoo's.
 * @returns "rule: element" each, empty when all is well
 */
export async function seriousFindings(
  page: Page,
  within = ".o_stock_control_tower",
): Promise<string[]> {
  await page.evaluate(SOURCE);
  const { violations, passes } = await page.evaluate(
    (selector) => (globalThis as unknown as { axe: Axe }).axe.run(selector),
    within,
  );
  if (!passes.length) throw new Error(`axe looked at nothing in ${within}`);
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ""))
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

interface Axe {
  run(selector: string): Promise<AxeResults>;
}
