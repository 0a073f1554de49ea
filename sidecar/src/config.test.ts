import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const GOOD = {
  ODOO_URL: "http://odoo:8069",
  ODOO_TOKEN: "sct_abc",
  AMQP_URL: "amqp://u:p@broker/vhost",
  WEBHOOK_SECRETS: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
  ENVIRONMENT: "production",
};

test("the defaults, frozen", () => {
  const config = readConfig(GOOD);
  expect(config).toMatchObject({ httpHost: "127.0.0.1", httpPort: 8070, sweepMs: 5000 });
  expect(Object.isFrozen(config)).toBe(true);
});

test("every refusal at once, each named", () => {
  expect(() => readConfig({})).toThrow(
    /ODOO_URL: .*ODOO_TOKEN: .*AMQP_URL: .*WEBHOOK_SECRETS: .*ENVIRONMENT: /,
  );
});

test.each([
  ["ODOO_URL", "ftp://odoo"],
  ["ODOO_URL", "odoo"],
  ["ODOO_TOKEN", "secret-canary"],
  ["AMQP_URL", "http://secret-canary@broker"],
  ["AMQP_URL", "amqp://a:secret-canary@one/v,amqp://a:secret-canary@two/w"],
  ["WEBHOOK_SECRETS", "whsec_secret-canary"],
  ["ENVIRONMENT", "Production!"],
  ["HTTP_PORT", "70000"],
  ["SWEEP_SECONDS", "never"],
  ["LOG_LEVEL", "loud"],
  ["CRASH_AT", "somewhere"],
  ["CRASH_AT", "after_fetch:0"],
])("%s=%s is refused by name, without showing a secret", (name, value) => {
  const act = () => readConfig({ ...GOOD, [name]: value });
  expect(act).toThrow(`${name}: `);
  expect(act).not.toThrow("secret-canary");
});

test("several secrets while one is rotated; a crash plan", () => {
  const twice = `${GOOD.WEBHOOK_SECRETS}, ${GOOD.WEBHOOK_SECRETS}`;
  const config = readConfig({ ...GOOD, WEBHOOK_SECRETS: twice, CRASH_AT: "mid_ack:3" });
  expect(config.webhookKeys.length).toBe(2);
  expect(config.crash).toEqual({ point: "mid_ack", hit: 3, log: undefined });
});

test(".env.example names exactly what is read", () => {
  const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const source = readFileSync(new URL("./config.ts", import.meta.url), "utf8");
  const named = [...example.matchAll(/^#? ?([A-Z]+(?:_[A-Z]+)*)=/gm)].map(([, name]) => name);
  const read = [...source.matchAll(/(?:required|optional|number|url)\(\s*"([A-Z_]+)"/g)];
  expect(new Set(named)).toEqual(new Set(read.map(([, name]) => name)));
});

test("nodes of a cluster are separated by commas", () => {
  const { amqpUrls } = readConfig({ ...GOOD, AMQP_URL: "amqp://u:p@one/v, amqp://u:p@two/v" });
  expect(amqpUrls).toEqual(["amqp://u:p@one/v", "amqp://u:p@two/v"]);
});
