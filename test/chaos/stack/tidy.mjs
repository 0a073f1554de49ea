// @ts-check
import { OdooSession } from "../load/odoo-session.mjs";
import { eventually } from "./wait.mjs";

const WITHIN_MS = 60_000;

/**
 * Runs Odoo's own scheduler. Odoo makes a second quant where one is busy, and what is released there
 * may stay reserved on the first: its scheduler merges them and sets reservations right.
 * @param {import("./stack.mjs").Stack} stack
 */
export async function tidy(stack) {
  const session = new OdooSession(stack.odooUrl, stack.database, WITHIN_MS);
  const [{ id }] = await stack.sql(
    `select res_id as id from ir_model_data
      where module = 'stock' and name = 'ir_cron_scheduler_action'`,
  );
  // It refuses while it is running already.
  await eventually(
    "Odoo's scheduler has run",
    () => session.call("ir.cron", "method_direct_trigger", [[id]]).then(() => true),
    { within: WITHIN_MS },
  );
}
