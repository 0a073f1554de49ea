/**
 * Ruff through its WebAssembly build: it comes from npm like every other tool here, so a machine
 * with Node needs no Python package. The settings are pyproject.toml's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'smol-toml';

const { Workspace, PositionEncoding } = createRequire(import.meta.url)(
  '@astral-sh/ruff-wasm-nodejs',
);

const project = new URL('../../pyproject.toml', import.meta.url);
/** @type {any} */ const settings = parse(readFileSync(project, 'utf8'));
const workspace = new Workspace(settings.tool.ruff, PositionEncoding.Utf16);

/** @param {string} source @returns {string} the source as Ruff lays it out */
export function formatPython(source) {
  return workspace.format(source);
}

/**
 * @param {string} source
 * @returns {{ code: string, line: number, message: string }[]} what Ruff finds wrong
 */
export function lintPython(source) {
  return workspace.check(source).map((/** @type {any} */ found) => ({
    code: found.code ?? 'syntax',
    line: found.start_location.row,
    message: found.message,
  }));
}
