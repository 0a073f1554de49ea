import type { PartHealth } from "../core/health.ts";
import { sleep } from "../lib/sleep.ts";
import { errorFields, type Logger } from "../observability/logger.ts";
import type { OdooClient } from "./client.ts";

/** A person watches the depths move; Odoo writes a handful of small rows for it. */
const EVERY_MS = 10_000;

/** What Odoo cannot see by itself: the broker, as this sidecar sees it. */
export interface BrokerView {
  readonly health: PartHealth;
  readonly queues: readonly {
    readonly name: string;
    readonly ready: number;
    readonly consumers: number;
  }[];
}

export interface ReportOptions {
  readonly client: OdooClient;
  readonly name: string;
  readonly look: () => Promise<BrokerView>;
  readonly log: Logger;
  readonly everyMs?: number;
}

/** Tells Odoo, now and then, that this sidecar lives and how deep the queues are. */
export class Report {
  readonly #options: ReportOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ReportOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#tell();
      await sleep(this.#options.everyMs ?? EVERY_MS, this.#stop.signal);
    }
  }

  /** A report that is lost is missed by nobody: the next one says how it is then. */
  async #tell(): Promise<void> {
    const { client, name, look, log } = this.#options;
    try {
      const { health, queues } = await look();
      await client.call("tower.report", {
        name,
        broker: { ok: health.ok, reason: health.reason ?? "" },
        queues,
      });
    } catch (error) {
      log.debug({ part: "report", ...errorFields(error) }, "not reported");
    }
  }
}
