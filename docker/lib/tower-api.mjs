// @ts-check

/**
 * @typedef {object} Status
 * @property {string} environment
 * @property {{ head: string, cursor: string, unnumbered: number, waiting: number }} outbox
 * @property {{ applied: number, recorded: number, waiting: number, duplicates: number, refused: number,
 *   conflicts: number }} inbox
 * @property {{ outbound: number | null, inbound: number | null }} lag_ms
 */

/**
 * Asks the addon how events stand.
 * @param {string} odooUrl
 * @param {string} token
 * @returns {Promise<Status>}
 */
export async function towerStatus(odooUrl, token) {
  const response = await fetch(`${odooUrl}/stock_control_tower/rpc`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tower.status", params: {} }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`Odoo answered ${response.status} to tower.status`);
  const { result, error } = /** @type {any} */ (await response.json());
  if (error) throw new Error(`tower.status: ${error.message}`);
  return result;
}

/** @param {Status} status @returns {string} one line for people */
export function statusLine({ outbox, inbox, lag_ms: lag }) {
  const ms = (/** @type {number | null} */ value) =>
    value == null ? "–" : `${Math.round(value)} ms`;
  const received = Object.values(inbox).reduce((sum, count) => sum + count, 0);
  return [
    `in ${received}`,
    `out ${Number(outbox.cursor)}`,
    `applied ${inbox.applied}`,
    `recorded ${inbox.recorded}`,
    `duplicates ${inbox.duplicates}`,
    `refused ${inbox.refused}`,
    `conflicts ${inbox.conflicts}`,
    `waiting ${outbox.waiting}`,
    `lag out ${ms(lag.outbound)}, in ${ms(lag.inbound)}`,
  ].join(" | ");
}
