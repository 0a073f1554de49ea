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
  const how = {
    ...{ odooUrl: odoo.url, sidecarUrl, credentials, amqpUrl: amqp.sidecar },
    env: { MANAGEMENT_URL: managementUrl(instance, amqp.monitor) },
  };
  await progress.step("the sidecar", () => startSidecar(instance, how));
  const stack = { instance, odooUrl: odoo.url, sidecarUrl, credentials, amqp, fresh };
  publish(stack, sidecarEnv(how));
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

/** @param {import("./instance.mjs").Instance} instance @param {string} amqpUrl of the user */
function managementUrl(instance, amqpUrl) {
  const url = new URL(amqpUrl.replace(/^amqp:/, "http:"));
  url.port = String(instance.ports.management);
  url.pathname = "";
  return url.href;
}

/**
 * A sidecar, ready when this resolves.
 * @param {import("./instance.mjs").Instance} instance
 * @param {object} how
 * @param {string} how.odooUrl
 * @param {string} how.sidecarUrl
 * @param {string} how.amqpUrl
 * @param {import("./credentials.mjs").Credentials} how.credentials
 * @param {string} [how.name] of the process, and holder of the lease
 * @param {string} [how.environment]
 * @param {Record<string, string>} [how.env] more settings
 * @param {string} [how.bundle] the built program, default this clone's
 */
export async function startSidecar(instance, how) {
  const { name = "sidecar", bundle = SIDECAR } = how;
  const child = await instance.start({
    name,
    argv: [process.execPath, bundle],
    env: sidecarEnv(how),
  });
  await child.ready(`The sidecar on ${how.sidecarUrl}`, () =>
    fetch(`${how.sidecarUrl}/health/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return child;
}

/** @param {Parameters<typeof startSidecar>[1]} how @returns {Record<string, string>} */
function sidecarEnv({ name = "sidecar", environment = ENVIRONMENT, credentials, ...how }) {
  const { hostname, port } = new URL(how.sidecarUrl);
  return {
    ODOO_URL: how.odooUrl,
    ODOO_TOKEN: credentials.token,
    WEBHOOK_SECRETS: credentials.webhookSecret,
    AMQP_URL: how.amqpUrl,
    HTTP_HOST: hostname,
    HTTP_PORT: port,
    SIDECAR_NAME: name,
    ENVIRONMENT: environment,
    ...how.env,
  };
}

/**
 * Leaves for `npm run stack -- health|doctor|down` what they need.
 * @param {Stack} stack
 * @param {Record<string, string>} env the sidecar's
 */
function publish({ instance, odooUrl, sidecarUrl }, env) {
  const file = path.join(instance.state, "stack.json");
  const published = { pid: process.pid, odooUrl, sidecarUrl, sidecarEnv: env };
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
