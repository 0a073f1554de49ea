/** Layout and lint of every Python file. `--write` lays them out instead of complaining. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles, ROOT } from "./files.mjs";
import { formatPython, lintPython, sortImports } from "./ruff.mjs";

const write = process.argv.includes("--write");
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const files = projectFiles("*.py").filter(
  (file) => named.length === 0 || named.some((part) => file.startsWith(part)),
);
if (files.length === 0) throw new Error("no Python file found: nothing was checked");

let problems = 0;
for (const file of files) {
  const source = readFileSync(join(ROOT, file), "utf8");
  const wanted = formatPython(write ? sortImports(source, file) : source);
  if (wanted !== source && write) writeFileSync(join(ROOT, file), wanted);
  else if (wanted !== source) report(file, 1, "format", "run npm run format");
  for (const { code, line, message } of lintPython(wanted, file)) report(file, line, code, message);
}
console.log(`${files.length} Python files, ${problems} problems`);
if (problems) process.exitCode = 1;

/** @param {string} file @param {number} line @param {string} code @param {string} message */
function report(file, line, code, message) {
  problems += 1;
  console.error(`${file}:${line}: ${code} ${message}`);
}
