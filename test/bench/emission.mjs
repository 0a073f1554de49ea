// @ts-check
// What emission adds to `stock.move._action_done` of 1000 moves: a database with Odoo's stock alone
// beside its clone with the addon, in one Odoo process, rounds in turn.
import { startInstance } from "../../docker/lib/instance.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const WITHOUT = "bench_without";
const WITH = "bench_with";

/** @returns {Promise<object>} */
export async function emission() {
  const instance = await startInstance({
    name: "bench",
    ephemeral: true,
    seed: "base",
    broker: false,
    say: console.log,
  });
  try {
    await instance.createDatabase(WITHOUT, { template: "base" });
    await instance.createDatabase(WITH, { template: "base" });
    await instance.odoo(
      ["-d", WITH, "-i", "stock_control_tower", "--stop-after-init", "--no-http"],
      { timeoutMs: 5 * 60_000 },
    );
    const databases = { BENCH_DATABASES: `${WITHOUT},${WITH}` };
    return report(
      await shell(instance, WITH, new URL("./emission.py", import.meta.url), databases),
    );
  } finally {
    await instance.close();
  }
}

/** @param {{ moves: number, rounds: Record<string, [number, number][]>, own_python: number }} measured processor seconds */
function report({ moves, rounds, own_python: ownPythonShare }) {
  const without = rounds[WITHOUT] ?? [];
  const with_ = rounds[WITH] ?? [];
  const ratios = with_.map(([seconds], n) => seconds / (without[n]?.[0] ?? NaN));
  const result = {
    moves,
    rounds: with_.length,
    withoutSeconds: median(without.map(([seconds]) => seconds)),
    withSeconds: median(with_.map(([seconds]) => seconds)),
    ratio: median(ratios),
    ownStatementsShare: median(with_.map(([seconds, own]) => own / seconds)),
    ownPythonShare,
    raw: rounds,
  };
  console.table({
    [`_action_done of ${moves} moves, stock alone (cpu s)`]: result.withoutSeconds.toFixed(3),
    "the same with the addon (cpu s)": result.withSeconds.toFixed(3),
    "ratio, median of the pairs": result.ratio.toFixed(4),
    "share of the addon's own statements": result.ownStatementsShare.toFixed(4),
    "share of the addon's own Python, profiled": result.ownPythonShare.toFixed(4),
  });
  return result;
}
