import type { Config } from "./config.ts";
import { table } from "./doctor/print.ts";
import { OdooClient } from "./odoo/client.ts";
import { createMetrics } from "./observability/metrics.ts";
import { doctorOf } from "./sidecar.ts";

/** The command `doctor`: one look, printed; the exit code is 1 when there is a problem. */
export async function look(config: Config): Promise<void> {
  const { odooUrl: url, odooToken: token, odooDatabase: database } = config;
  const client = new OdooClient({ url, token, database, metrics: createMetrics() });
  try {
    const { broker, odoo } = await doctorOf(config, client).look();
    const findings = [...odoo, ...broker];
    process.stdout.write(`${table(findings)}\n`);
    process.exitCode = findings.some(({ level }) => level === "problem") ? 1 : 0;
  } finally {
    client.close();
  }
}
