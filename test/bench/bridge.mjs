// @ts-check
// Odoo, RabbitMQ and the built sidecar between them, for benches that are about the way from one to the
// other.
import fs from "node:fs";
import path from "node:path";

import { sidecarCredentials } from "../../docker/lib/credentials.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
import { onDatabase } from "./database.mjs";
import { shell } from "./shell.mjs";

const SIDECAR = path.resolve(import.meta.dirname, "../../sidecar/dist/main.js");
const READY_MS = 120_000;

/**
 * @typedef {object} Bridge
 * @property {import("../../docker/lib/instance.mjs").Instance} instance
 * @property {string} db
 * @property {string} odooUrl
 * @property {string} amqpUrl
 * @property {import("./inbound.mjs").World} world
 * @property {Sidecar} sidecar not started
 */

/**
 * @template Result
 * @param {string} db
 * @param {(bridge: Bridge) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export function onBridge(db, work) {
  if (!fs.existsSync(SIDECAR))
    throw new Error("The sidecar is not built: npm run build -w sidecar");
  return onDatabase(
    db,
    async (instance) => {
      const world = await shell(instance, db, new URL("./inbound.py", import.meta.url));
      const [port = 0] = await freePorts(1);
      const url = `http://127.0.0.1:${port}`;
      const made = await sidecarCredentials(instance, `${url}/webhooks/odoo`, db);
      const { url: odooUrl } = await instance.startOdoo({ db });
      const amqpUrl = await instance.createVhost("bench");
      const sidecar = new Sidecar(instance, url, {
        ODOO_URL: odooUrl,
        ODOO_DATABASE: db,
        ODOO_TOKEN: made.token,
        WEBHOOK_SECRETS: made.webhookSecret,
        AMQP_URL: amqpUrl,
        HTTP_PORT: String(port),
        SIDECAR_NAME: "bench",
        ENVIRONMENT: "bench",
        LOG_LEVEL: "warn",
      });
      return work({ instance, db, odooUrl, amqpUrl, world, sidecar });
    },
    { broker: true },
  );
}

class Sidecar {
  /**
   * @param {import("../../docker/lib/instance.mjs").Instance} instance
   * @param {string} url
   * @param {Record<string, string>} env
   */
  constructor(instance, url, env) {
    this.instance = instance;
    this.url = url;
    this.env = env;
  }

  /** Starts it; with `ready` it moves events both ways when this resolves. */
  async start({ ready = true } = {}) {
    const argv = [process.execPath, SIDECAR];
    const child = await this.instance.start({ name: "sidecar", argv, env: this.env });
    let answer = "nothing";
    const answers = async () => {
      const response = await fetch(`${this.url}/health/${ready ? "ready" : "live"}`).catch(
        () => null,
      );
      answer = response ? await response.text() : answer;
      return response?.ok ?? false;
    };
    await until("the sidecar is up", answers, READY_MS).catch((error) => {
      throw new Error(`${error.message}; it answered ${answer}; its log: ${child.log}`);
    });
    return child;
  }

  stop() {
    return this.instance.stop("sidecar");
  }

  /** @returns {Promise<any>} what it says of itself */
  async status() {
    return (await fetch(`${this.url}/status`)).json();
  }

  /** The value of one of its metrics. @param {string} name */
  async metric(name) {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(text.match(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m"))?.[1] ?? NaN);
  }
}

/**
 * @param {string} what
 * @param {() => Promise<boolean>} holds
 * @param {number} limitMs
 * @param {number} [everyMs]
 */
export async function until(what, holds, limitMs, everyMs = 50) {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
