/**
 * Ruff through its WebAssembly build: it comes from npm like every other tool here, so a machine
 * with Node needs no Python package. The settings are pyproject.toml's.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "smol-toml";

/** @typedef {{ row: number, column: number }} Place counted from 1, columns in UTF-16 units */
/** @typedef {{ content: string | null, location: Place, end_location: Place }} Edit */

const { Workspace, PositionEncoding } = createRequire(import.meta.url)(
  "@astral-sh/ruff-wasm-nodejs",
);

const project = new URL("../../pyproject.toml", import.meta.url);
/** @type {any} */ const settings = parse(readFileSync(project, "utf8"));
const { "per-file-ignores": ignores, ...lint } = settings.tool.ruff.lint;
const workspace = new Workspace({ ...settings.tool.ruff, lint }, PositionEncoding.Utf16);

/** @param {string} source @returns {string} the source as Ruff lays it out */
export function formatPython(source) {
  return workspace.format(source);
}

/** @param {string} source @param {string} file @returns {string} with its imports sorted */
export function sortImports(source, file) {
  const found = workspace
    .check(source)
    .find((/** @type {any} */ one) => one.code === "I001" && !ignored(file, "I001"));
  return found?.fix ? applied(source, found.fix.edits) : source;
}

/**
 * @param {string} source
 * @param {string} file its path, which decides what is ignored
 * @returns {{ code: string, line: number, message: string }[]} what Ruff finds wrong
 */
export function lintPython(source, file) {
  return workspace
    .check(source)
    .filter((/** @type {any} */ found) => !ignored(file, found.code ?? ""))
    .map((/** @type {any} */ found) => ({
      code: found.code ?? "syntax",
      line: found.start_location.row,
      message: found.message,
    }));
}

/** The WebAssembly build knows no file names, so this table is applied here. */
const table = Object.entries(ignores).map(([glob, codes]) => ({
  matches: new RegExp(
    `^${glob.replaceAll(".", "\\.").replaceAll("**/", "(.*/)?").replaceAll("**", ".*")}$`,
  ),
  codes: /** @type {string[]} */ (codes),
}));

/** @param {string} file @param {string} code */
function ignored(file, code) {
  return table.some(
    ({ matches, codes }) =>
      matches.test(file) && codes.some((prefix) => new RegExp(`^${prefix}[0-9]*$`).test(code)),
  );
}

/** @param {string} source @param {Edit[]} edits */
function applied(source, edits) {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (/** @type {Place} */ at) => (starts[at.row - 1] ?? source.length) + at.column - 1;
  return [...edits]
    .sort((one, other) => offset(other.location) - offset(one.location))
    .reduce(
      (text, { content, location, end_location: end }) =>
        text.slice(0, offset(location)) + (content ?? "") + text.slice(offset(end)),
      source,
    );
}
