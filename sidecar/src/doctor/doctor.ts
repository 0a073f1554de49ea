import { describe } from "../core/errors.ts";
import type { Topology } from "../core/topology.ts";
import { sleep } from "../lib/sleep.ts";
import type { OdooClient } from "../odoo/client.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import { checkBroker, type Watched } from "./broker-checks.ts";
import { problem, warning, type Finding } from "./finding.ts";
import { readBroker } from "./management.ts";

const EVERY_MS = 10 * 60_000;
const SETTLED_MS = 20_000;

export interface DoctorOptions {
  readonly client: OdooClient;
  readonly name: string;
  readonly managementUrl: URL | undefined;
  readonly amqpUrl: string;
  /** What the broker should hold, with the lanes there are now. */
  readonly layout: () => Promise<{ readonly topology: Topology; readonly watched: Watched }>;
}

/** Looks at the broker, tells Odoo, and hears what Odoo found about itself. */
export class Doctor {
  readonly #options: DoctorOptions;

  constructor(options: DoctorOptions) {
    this.#options = options;
  }

  /** @throws what the call to Odoo throws; a broker that cannot be looked at is a finding */
  async look(): Promise<{ broker: readonly Finding[]; odoo: readonly Finding[] }> {
    const { client, name: origin } = this.#options;
    const broker = await this.#lookAtBroker();
    const params = { origin, clock: new Date().toISOString(), findings: broker };
    const answer = await client.call<{ findings: Finding[] }>("doctor.report", params);
    return { broker, odoo: answer.findings };
  }

  /** Looks soon, when all has had time to connect, and every ten minutes until the signal. */
  async watch(log: Logger, signal: AbortSignal): Promise<void> {
    await sleep(SETTLED_MS, signal);
    while (!signal.aborted) {
      try {
        const { broker, odoo } = await this.look();
        for (const { level, code, found, remedy } of [...broker, ...odoo]) {
          if (level === "problem") log.warn({ part: "doctor", code, remedy }, found);
        }
      } catch (error) {
        log.warn({ part: "doctor", ...errorFields(error) }, "the look was not reported");
      }
      await sleep(EVERY_MS, signal);
    }
  }

  async #lookAtBroker(): Promise<Finding[]> {
    const { managementUrl, amqpUrl, layout } = this.#options;
    if (!managementUrl) {
      const remedy = "set MANAGEMENT_URL to the management API, with a user tagged monitoring";
      return [warning("broker_unseen", "the broker's queues and policies were not seen", remedy)];
    }
    try {
      const { topology, watched } = await layout();
      return checkBroker(await readBroker(managementUrl, vhostOf(amqpUrl)), topology, watched);
    } catch (error) {
      return [problem("broker_unseen", describe(error), "see the sidecar's log")];
    }
  }
}

/** AMQP's rule: no path is the default vhost, `/` alone too. */
function vhostOf(amqpUrl: string): string {
  const path = decodeURIComponent(new URL(amqpUrl).pathname.slice(1));
  return path || "/";
}
