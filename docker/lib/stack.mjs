// @ts-check
// The demo stack on top of an instance: database, Odoo, sidecar.
import fs from "node:fs";
import path from "node:path";

import { sidecarCredentials } from "./credentials.mjs";
import { grantBrokerUsers } from "./broker-users.mjs";
import { startInstance } from "./instance.mjs";
import { REPOSITORY, layout } from "./paths.mjs";
import { addonsKey, demoModules } from "./seed.mjs";
import { DATABASE, ENVIRONMENT } from "./settings.mjs";

export const SIDECAR = path.join(REPOSITORY, "sidecar/dist/main.js");

/**
 * @typedef {object} Stack
 * @property {import("./instance.mjs").Instance} instance
 * @property {string} odooUrl
 * @property {string} sidecarUrl
 * @property {import("./credentials.mjs").Credentials} credentials
 * @property {Awaited<ReturnType<typeof grantBrokerUsers>>} amqp URLs by broker user
 * @property {boolean} fresh whether the data was new
 */

/**
 * Brings the stack up; each part is ready when this resolves.
 * @param {ReturnType<import("./settings.mjs").readSettings>} settings
 * @param {import("./progress.mjs").Progress} progress
 * @param {(instance: import("./instance.mjs").Instance) => void} onInstance hears of the instance as soon as
 *   there is something to close
 * @returns {Promise<Stack>}
 */
export async function bringUp(settings, progress, onInstance) {
  const instance = await progress.step("PostgreSQL and RabbitMQ", () =>
    startInstance({
      name: settings.name,
      ports: { amqp: settings.port("amqp"), management: settings.port("management") },
      say: (line) => progress.say(line),
    }),
  );
  onInstance(instance);
  const { fresh } = await prepareDatabase(instance, progress);
  const sidecarUrl = `http://127.0.0.1:${settings.port("sidecar")}`;
  const credentials = await progress.step("the sidecar's credentials", () =>
    sidecarCredentials(instance, `${sidecarUrl}/webhooks/odoo`),
  );
  const [odoo, amqp] = await Promise.all([
    progress.step("Odoo", () => instance.startOdoo({ db: DATABASE, port: settings.port("odoo") })),
    grantBrokerUsers(instance, ENVIRONMENT),
  ]);
  const env = sidecarEnv(instance, { odooUrl: odoo.url, sidecarUrl, credentials, amqp });
  await progress.step("the sidecar", () => startSidecar(instance, sidecarUrl, env));
  const stack = { instance, odooUrl: odoo.url, sidecarUrl, credentials, amqp, fresh };
  publish(stack, env);
  return stack;
}

/**
 * The database is the seed's own; a changed addon is upgraded in place.
 * @param {import("./instance.mjs").Instance} instance
 * @param {import("./progress.mjs").Progress} progress
 */
async function prepareDatabase(instance, progress) {
  const file = path.join(instance.state, "addons");
  const key = addonsKey();
  const fresh = !fs.existsSync(file);
  if (!fresh && fs.readFileSync(file, "utf8") !== key) {
    await progress.step("upgrading the addon in the database", async () => {
      const modules = demoModules().join(",");
      const { code, stderr } = await instance.odoo(
        ["-d", DATABASE, "-u", modules, "--stop-after-init", "--no-http"],
        { timeoutMs: 10 * 60_000 },
      );
      if (code !== 0) {
        throw new Error(
          `The addon could not be upgraded; npm run stack -- reset begins anew.\n${stderr.slice(-3000)}`,
        );
      }
    });
  }
  fs.writeFileSync(file, key);
  return { fresh };
}

/**
 * The sidecar's settings.
 * @param {import("./instance.mjs").Instance} instance
 * @param {Pick<Stack, "odooUrl" | "sidecarUrl" | "credentials" | "amqp">} stack
 * @returns {Record<string, string>}
 */
function sidecarEnv(instance, { odooUrl, sidecarUrl, credentials, amqp }) {
  const { hostname, port } = new URL(sidecarUrl);
  const management = new URL(amqp.monitor.replace(/^amqp:/, "http:"));
  management.port = String(instance.ports.management);
  management.pathname = "";
  return {
    ODOO_URL: odooUrl,
    ODOO_TOKEN: credentials.token,
    WEBHOOK_SECRETS: credentials.webhookSecret,
    AMQP_URL: amqp.sidecar,
    MANAGEMENT_URL: management.href,
    HTTP_HOST: hostname,
    HTTP_PORT: port,
    SIDECAR_NAME: "sidecar",
    ENVIRONMENT,
  };
}

/**
 * The sidecar, ready when this resolves.
 * @param {import("./instance.mjs").Instance} instance
 * @param {string} url where it serves
 * @param {Record<string, string>} env
 */
async function startSidecar(instance, url, env) {
  const argv = [process.execPath, SIDECAR];
  const child = await instance.start({ name: "sidecar", argv, env });
  await child.ready(`The sidecar on ${url}`, () =>
    fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return child;
}

/**
 * Leaves for `npm run stack -- health|doctor|down` what they need.
 * @param {Stack} stack
 * @param {Record<string, string>} sidecarEnv
 */
function publish({ instance, odooUrl, sidecarUrl }, sidecarEnv) {
  const file = path.join(instance.state, "stack.json");
  const published = { pid: process.pid, odooUrl, sidecarUrl, sidecarEnv };
  fs.writeFileSync(file, JSON.stringify(published), { mode: 0o600 });
}

/**
 * @param {string} state
 * @returns {{ pid: number, odooUrl: string, sidecarUrl: string, sidecarEnv: Record<string, string> } | null}
 */
export function readPublished(state) {
  const file = path.join(layout(state).state, "stack.json");
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}
