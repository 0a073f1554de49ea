// @ts-check
import fs from "node:fs";

/**
 * Runs Python files in `odoo shell`, one after the other as one, and reads the one JSON line it prints after "BENCH ".
 *
 * The shell runs in the stack's namespace, so settings (the BENCH_ variables of this process)
 * travel with the script. A blank line would end a block of the interactive interpreter; exec
 * takes the script whole.
 *
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {string} db
 * @param {URL | URL[]} script
 * @param {Record<string, string>} [settings] more of them
 * @returns {Promise<any>}
 */
export async function shell(instance, db, script, settings = {}) {
  const given = Object.entries(process.env).filter(([name]) => name.startsWith("BENCH_"));
  const all = { ...Object.fromEntries(given), ...settings };
  const text = [script]
    .flat()
    .map((one) => fs.readFileSync(one, "utf8"))
    .join("\n");
  const run = await instance.odoo(["shell", "-d", db, "--no-http"], {
    input: `import os\nos.environ.update(${JSON.stringify(all)})\nexec(${JSON.stringify(text)}, {"env": env})\n`,
    timeoutMs: 30 * 60_000,
  });
  const line = run.stdout.split("\n").find((one) => one.includes("BENCH {"));
  if (!line) throw new Error(`The bench printed no result:\n${run.stderr.slice(-3000)}`);
  return JSON.parse(line.slice(line.indexOf("{")));
}
