// @ts-check
import fs from "node:fs";

import { layout } from "./paths.mjs";
import { DATABASE } from "./settings.mjs";

/**
 * @typedef {{ token: string, webhookSecret: string }} Credentials
 * of the sidecar in Odoo: its service token and its subscription's secret
 */

/**
 * The sidecar's credentials, made in Odoo on first use and kept in the state folder. The clear text of a token
 * is told once, so a database without the kept one gets a new one.
 * @param {import("./instance.mjs").Instance} instance
 * @param {string} webhookUrl where the sidecar will listen
 * @param {string} [db]
 * @returns {Promise<Credentials>}
 */
export async function sidecarCredentials(instance, webhookUrl, db = DATABASE) {
  const file = layout(instance.state).secrets;
  const kept = JSON.parse(fs.readFileSync(file, "utf8"));
  if (kept.sidecar?.db === db && kept.sidecar.webhookUrl === webhookUrl) return kept.sidecar;
  const made = await makeCredentials(instance, db, webhookUrl);
  const sidecar = { db, webhookUrl, ...made };
  fs.writeFileSync(file, JSON.stringify({ ...kept, sidecar }), { mode: 0o600 });
  return sidecar;
}

/**
 * @param {import("./instance.mjs").Instance} instance
 * @param {string} db
 * @param {string} webhookUrl
 * @returns {Promise<Credentials>}
 */
async function makeCredentials(instance, db, webhookUrl) {
  const { code, stdout, stderr } = await instance.odoo(
    ["shell", "-d", db, "--no-http", "--log-level=error"],
    {
      input: script(webhookUrl),
      timeoutMs: 120_000,
    },
  );
  const answer = /^CREDENTIALS (.*)$/m.exec(stdout);
  if (code === 0 && answer) return JSON.parse(answer[1]);
  throw new Error(
    `Odoo gave the sidecar no credentials:\n${(stderr || stdout).trimEnd().slice(-2000)}`,
  );
}

/** @param {string} webhookUrl */
function script(webhookUrl) {
  return `
import json
url = ${JSON.stringify(webhookUrl)}
Subscription = env["stock.tower.subscription"].with_context(active_test=False)
subscription = Subscription.search([("name", "=", "Sidecar")], limit=1)
values = {"name": "Sidecar", "url": url, "active": True, "allow_private": True}
if subscription:
    subscription.write(values)
else:
    subscription = Subscription.create(values)
env["stock.tower.token"].search([("name", "=", "Sidecar")]).action_revoke()
token = env["stock.tower.token"]._generate(
    "Sidecar", ["outbox.read", "inbox.write", "status.read"], subscription
)
env.cr.commit()
print("CREDENTIALS " + json.dumps({"token": token, "webhookSecret": subscription.secret}))
`;
}
