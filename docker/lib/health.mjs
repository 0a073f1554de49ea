// @ts-check
import { connectInstance } from "./instance.mjs";
import { readPublished } from "./stack.mjs";

/**
 * Asks each part of a running stack itself.
 * @param {string} state
 * @returns {Promise<{ name: string, ok: boolean, detail: string }[]>}
 */
export async function checkHealth(state) {
  const instance = await connectInstance(state);
  const published = readPublished(state);
  try {
    return await Promise.all([
      part("PostgreSQL", instance.pgSocketDir, () => instance.databases.answers()),
      part("RabbitMQ", `127.0.0.1:${instance.ports.amqp}`, () => instance.broker.answers()),
      part("Odoo", published?.odooUrl, (url) => answers(`${url}/web/health?db_server_status=1`)),
      part("sidecar", published?.sidecarUrl, (url) => answers(`${url}/health/ready`)),
    ]);
  } finally {
    await instance.close();
  }
}

/**
 * @param {string} name
 * @param {string | undefined} where
 * @param {(where: string) => Promise<boolean>} probe
 */
async function part(name, where, probe) {
  if (!where) return { name, ok: false, detail: "not started yet" };
  const ok = await probe(where).catch(() => false);
  return { name, ok, detail: where };
}

/** @param {string} url */
async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return response.ok;
}
