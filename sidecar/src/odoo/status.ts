import { Fatal, Retryable } from "../core/errors.ts";
import type { OdooClient } from "./client.ts";

/** What `tower.status` says; numbers only, no stock. */
export interface TowerStatus {
  readonly environment: string;
  readonly source: string;
  /** Lanes there are. */
  readonly partitions?: number;
  readonly outbox?: Readonly<Record<string, unknown>>;
  readonly inbox?: Readonly<Record<string, unknown>>;
  readonly lag_ms?: Readonly<Record<string, unknown>>;
}

/** Asks Odoo how it stands, and holds the two sides to the same environment. */
export class Tower {
  readonly #client: OdooClient;
  readonly #environment: string;

  constructor(client: OdooClient, environment: string) {
    this.#client = client;
    this.#environment = environment;
  }

  /** @throws Fatal `environment_mismatch`: a copy of a database must not speak to this broker */
  async status(): Promise<TowerStatus> {
    const raw = await this.#client.call<TowerStatus | null>("tower.status", {});
    if (typeof raw?.environment !== "string") {
      throw new Retryable("odoo_unexpected_answer", "tower.status answered without environment");
    }
    if (raw.environment !== this.#environment) {
      throw new Fatal(
        "environment_mismatch",
        `Odoo is environment ${raw.environment}, this sidecar is ${this.#environment}`,
        "point ODOO_URL and AMQP_URL at the same environment, or correct ENVIRONMENT",
      );
    }
    return raw;
  }
}
