// @ts-check
// What emission adds to `stock.move._action_done` of 1000 moves: a database with Odoo's stock alone
// beside its clone with the addon, in one Odoo process, rounds in turn.
import { onDatabase } from "./database.mjs";
import { median } from "./median.mjs";
import { shell } from "./shell.mjs";

const WITHOUT = "bench_without";
const WITH = "bench_with";

/** @returns {Promise<object>} */
export async function emission() {
  const script = new URL("./emission.py", import.meta.url);
  const measured = await onDatabase(WITH, async (instance) => {
    await instance.createDatabase(WITHOUT, { template: "base" });
    return shell(instance, WITH, script, { BENCH_DATABASES: `${WITHOUT},${WITH}` });
  });
  return report(measured);
}

/** @param {{ moves: number, rounds: Record<string, [number, number][]>, own_python: number }} measured processor seconds */
function report({ moves, rounds, own_python: ownPythonShare }) {
  const without = rounds[WITHOUT] ?? [];
  const with_ = rounds[WITH] ?? [];
  const ratios = with_.map(([seconds], n) => seconds / (without[n]?.[0] ?? NaN));
  const least = (/** @type {[number, number][]} */ all) => Math.min(...all.map(([cpu]) => cpu));
  const result = {
    moves,
    rounds: with_.length,
    withoutSeconds: median(without.map(([seconds]) => seconds)),
    withSeconds: median(with_.map(([seconds]) => seconds)),
    ratio: median(ratios),
    // Whatever disturbs a round makes it slower, never faster.
    ratioOfLeast: least(with_) / least(without),
    ownStatementsShare: median(with_.map(([seconds, own]) => own / seconds)),
    ownPythonShare,
    raw: rounds,
  };
  console.table({
    [`_action_done of ${moves} moves, stock alone (cpu s)`]: result.withoutSeconds.toFixed(3),
    "the same with the addon (cpu s)": result.withSeconds.toFixed(3),
    "ratio, median of the pairs": result.ratio.toFixed(4),
    "ratio of the two least disturbed rounds": result.ratioOfLeast.toFixed(4),
    "share of the addon's own statements": result.ownStatementsShare.toFixed(4),
    "share of the addon's own Python, profiled": result.ownPythonShare.toFixed(4),
  });
  return result;
}
