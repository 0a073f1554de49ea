/** The golden examples of the contract, as text: what a parser makes of it is each validator's. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const CONTRACT = fileURLToPath(
  new URL("../../odoo_addons/stock_control_tower/contract/", import.meta.url),
);

export interface Example {
  /** `<folder>/<file>`, as in expectations.json. */
  readonly name: string;
  readonly text: string;
  readonly good: boolean;
}

export interface Expectation {
  readonly why: string;
  readonly expect: readonly { readonly path: string; readonly rule: string }[];
}

export function readExamples(): Example[] {
  const root = join(CONTRACT, "examples");
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(join(root, folder)).map((file) => ({
        name: `${folder}/${file}`,
        text: readFileSync(join(root, folder, file), "utf8"),
        good: file.startsWith("ok-"),
      })),
    );
}

export function readExpectations(): Record<string, Expectation> {
  return JSON.parse(readFileSync(join(CONTRACT, "examples", "expectations.json"), "utf8"));
}
