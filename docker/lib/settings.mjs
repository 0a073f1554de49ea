// @ts-check
import { Refusal } from "./preflight.mjs";

/** Environment written into every event of the demo stack, and its broker vhost. */
export const ENVIRONMENT = "demo";
export const DATABASE = "tower";

const PORTS = {
  odoo: { variable: "TOWER_ODOO_PORT", port: 8069, name: "Odoo" },
  amqp: { variable: "TOWER_AMQP_PORT", port: 5672, name: "AMQP" },
  management: { variable: "TOWER_MANAGEMENT_PORT", port: 15672, name: "RabbitMQ management" },
  sidecar: { variable: "TOWER_SIDECAR_PORT", port: 8088, name: "sidecar" },
};

/**
 * Reads the stack's name and ports.
 * @param {Record<string, string | undefined>} env
 */
export function readSettings(env) {
  const name = env.TOWER_NAME || "demo";
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name))
    throw new Refusal(
      `TOWER_NAME is "${name}": use lower-case letters, digits and dashes, 31 at most.`,
    );
  const ports = Object.entries(PORTS).map(([key, { variable, port, name: label }]) => {
    const value = env[variable] ? Number(env[variable]) : port;
    if (!Number.isInteger(value) || value < 1 || value > 65_535)
      throw new Refusal(`${variable} is "${env[variable]}": give a port from 1 to 65535.`);
    return { key, variable, port: value, name: label };
  });
  const port = (/** @type {keyof typeof PORTS} */ key) =>
    /** @type {number} */ (ports.find((each) => each.key === key)?.port);
  return { name, ports, port };
}
