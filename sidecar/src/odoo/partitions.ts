import { Retryable } from "../core/errors.ts";
import { INTAKE } from "../core/topology.ts";
import type { OdooClient } from "./client.ts";

/** What Odoo lets this sidecar work on. */
export interface Grant {
  /** Lanes there are in all. */
  readonly partitions: number;
  /** Fence of each partition that is ours; `INTAKE` among them when the intake is. */
  readonly held: ReadonlyMap<number, number>;
  /** Number of the drain under way, 0 when there is none. */
  readonly drain: number;
}

export interface LeaseReport {
  readonly held: ReadonlyMap<number, number>;
  /** Drain that each lane has finished. */
  readonly drained: ReadonlyMap<number, number>;
  readonly eventsBrought: number;
  readonly breaker: string;
}

/** The partitions as Odoo leases them. */
export class Partitions {
  readonly #client: OdooClient;
  readonly #who: { readonly name: string; readonly instance: string };

  /** @param instance tells two processes under one name apart */
  constructor(client: OdooClient, name: string, instance: string) {
    this.#client = client;
    this.#who = { name, instance };
  }

  /**
   * Renews the membership; every few seconds, or others take over.
   * @throws Conflict `leased` when a newer sidecar runs under the same name
   */
  async lease(report: LeaseReport): Promise<Grant> {
    const raw = await this.#client.call<Record<string, unknown>>("partitions.lease", {
      ...this.#who,
      held: Object.fromEntries(report.held),
      drained: Object.fromEntries(report.drained),
      events_brought: report.eventsBrought,
      breaker: report.breaker,
    });
    const { partitions, held, drain } = raw ?? {};
    if (typeof partitions !== "number" || typeof drain !== "number" || !isRecord(held)) {
      throw new Retryable("odoo_unexpected_answer", "partitions.lease answered without partitions");
    }
    const fences = Object.entries(held).map(([number, fence]) => [Number(number), Number(fence)]);
    return { partitions, drain, held: new Map(fences as [number, number][]) };
  }

  /** Everything is free at once. */
  async leave(): Promise<void> {
    await this.#client.call("partitions.leave", this.#who);
  }
}

export function ownsIntake(grant: Grant): boolean {
  return grant.held.has(INTAKE);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
