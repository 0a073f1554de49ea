/** A browser that sleeps, as under a closed lid: its processes stand still, its connections end. */
import { readFileSync, readdirSync } from "node:fs";

/**
 * Stops the browser's processes that this test has started. Nothing may be asked of the page until it is
 * awake again: it would not answer.
 * @returns wakes it
 */
export function fallAsleep(): () => void {
  const pids = descendants(process.pid).filter((pid) => commandOf(pid).includes("chromium"));
  if (!pids.length) throw new Error("No browser of this test is running");
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  };
}

function descendants(parent: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const above = Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1]);
    parents.set(above, [...(parents.get(above) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] =>
    (parents.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(parent);
}

const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`);

/** Empty for a process that is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
