/** Odoo's scheduled actions, run at once. */
import type { Tower } from "./stack.ts";

/** @param names of the addon's jobs, in the order in which they run */
export async function runJobs(tower: Tower, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const id = await tower.value<number>(
      "select res_id from ir_model_data where module = 'stock_control_tower' and name = $1",
      [name],
    );
    await tower.admin.call("ir.cron", "method_direct_trigger", [[id]]);
  }
}
