/** A whole product for one test file: own database, vhost, Odoo server and sidecar. */
import { createHash, randomBytes } from "node:crypto";

import pg from "pg";
import { inject } from "vitest";

import { connectInstance, type Child, type Instance } from "../../docker/lib/instance.mjs";
import { freePorts } from "../../docker/lib/ports.mjs";
import { Odoo } from "./odoo.ts";
import { Sidecar } from "./sidecar.ts";

/** Tests have an environment of their own: what they publish is refused anywhere else. */
export const ENVIRONMENT = "test";

const DAY_MS = 24 * 60 * 60 * 1000;

export interface TowerOptions {
  /** Address the webhook notifications go to; default: the sidecar's. */
  readonly webhookUrl?: string;
  /** False for tests that need no broker and no bridge. */
  readonly sidecar?: boolean;
}

export class Tower {
  readonly #closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly instance: Instance,
    readonly db: string,
    readonly server: Child & { url: string; port: number },
    readonly admin: Odoo,
    readonly amqp: string,
    readonly sidecar: Sidecar,
    private readonly pool: pg.Pool,
  ) {}

  /** @param name unique among the test files: letters, digits, underscores */
  static async open(name: string, options: TowerOptions = {}): Promise<Tower> {
    const instance = await connectInstance(inject("instanceState"));
    await instance.createDatabase(name, { template: "tower" });
    const pool = new pg.Pool({ host: instance.pgSocketDir, user: "odoo", database: name, max: 4 });
    pool.on("error", () => {}); // the server going away at the end is no news
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    const token = `sct_${randomBytes(32).toString("base64url")}`;
    const [port = 0] = await freePorts(1);
    await setEnvironment(pool);
    const [server, amqp] = await Promise.all([
      instance.startOdoo({ db: name }),
      instance.createVhost(name),
    ]);
    const admin = await Odoo.signIn(server.url, name);
    const subscription = await admin.create("stock.tower.subscription", {
      name: "sidecar",
      url: options.webhookUrl ?? `http://127.0.0.1:${port}/webhooks/odoo`,
      secret_input: secret,
      allow_private: true,
    });
    await grantToken(pool, token, subscription);
    const sidecar = new Sidecar(instance, name, {
      ODOO_URL: server.url,
      ODOO_DATABASE: name,
      ODOO_TOKEN: token,
      AMQP_URL: amqp,
      WEBHOOK_SECRETS: secret,
      HTTP_PORT: String(port),
      SIDECAR_NAME: name,
      ENVIRONMENT,
    });
    const tower = new Tower(instance, name, server, admin, amqp, sidecar, pool);
    if (options.sidecar !== false) await sidecar.start();
    return tower;
  }

  /** Runs one statement; `numeric` and `bigint` come back as strings, without loss. */

  async sql<Row = any>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(text, values)).rows as Row[];
  }

  /** The single value of a one-row query. */
  async value<T>(text: string, values: unknown[] = []): Promise<T> {
    const [row] = await this.sql<Record<string, T>>(text, values);
    return Object.values(row ?? {})[0];
  }

  /** Cuts every connection to the database, our own too: it can then be copied. */
  async disconnect(): Promise<void> {
    await this.instance.sql(
      "postgres",
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${this.db}'`,
    );
  }

  /** Something to close before the stack goes: a browser, a broker connection. */
  onClose(close: () => Promise<unknown>): void {
    this.#closers.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close().catch(() => {});
    await this.sidecar.stop();
    await this.server.stop();
    await this.pool.end();
    await this.instance.dropDatabase(this.db);
    await this.instance.close();
  }
}

/** What an administrator would set by hand before the first start. */
async function setEnvironment(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into ir_config_parameter (key, value) values ('stock_control_tower.environment', $1)
     on conflict (key) do update set value = excluded.value`,
    [ENVIRONMENT],
  );
}

/** The clear text of a token is never stored, so a row with its hash is all there is to one. */
async function grantToken(pool: pg.Pool, token: string, subscription: number): Promise<void> {
  await pool.query(
    `insert into stock_tower_token
       (name, token_hash, scope_outbox_read, scope_inbox_write, scope_status_read,
        subscription_id, expires_at)
     values ('sidecar', $1, true, true, true, $2, $3)`,
    [createHash("sha256").update(token).digest("hex"), subscription, new Date(Date.now() + DAY_MS)],
  );
}
