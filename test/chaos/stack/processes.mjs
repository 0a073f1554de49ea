// @ts-check
// Processes of an instance by their place in the tree, and signals to them.

/** @typedef {{ pid: number, parent: number, command: string }} Entry ids as in the instance's namespace */

/**
 * @param {import("../../../docker/lib/instance.mjs").Instance} instance
 * @returns {Promise<Entry[]>}
 */
export async function list(instance) {
  const { stdout } = await instance.run({ argv: ["ps", "-eo", "pid=,ppid=,args="] });
  return stdout.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] }] : [];
  });
}

/**
 * A started process and everything below it, itself first; empty when it does not run.
 * @param {import("../../../docker/lib/instance.mjs").Instance} instance
 * @param {string} name as given to `instance.start`
 */
export async function tree(instance, name) {
  const root = (await instance.processes()).find((each) => each.name === name);
  if (!root) return [];
  const entries = await list(instance);
  const found = entries.filter(({ pid }) => pid === root.pid);
  for (const entry of found) found.push(...entries.filter(({ parent }) => parent === entry.pid));
  return found;
}

/**
 * @param {import("../../../docker/lib/instance.mjs").Instance} instance
 * @param {"KILL" | "STOP" | "CONT" | "TERM"} signal
 * @param {Entry[]} entries those that ended meanwhile are passed over
 */
export async function signal(instance, signal, entries) {
  if (entries.length === 0) return;
  await instance.run({ argv: ["kill", `-${signal}`, ...entries.map(({ pid }) => String(pid))] });
}
