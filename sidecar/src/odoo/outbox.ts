import type { PutAside } from "../core/dead-letter.ts";
import { Retryable } from "../core/errors.ts";
import { parseSequence, type Sequence } from "../core/sequence.ts";
import type { OdooClient } from "./client.ts";

export interface Claim {
  readonly fence: string | number;
  readonly cursor: Sequence;
  readonly head: Sequence;
}

export interface Page {
  readonly events: readonly unknown[];
  /** Highest sequence looked at: later than the last event when a filter left some out. */
  readonly last: Sequence;
  readonly head: Sequence;
  /** Whether somebody wants a range of the log published once more. */
  readonly replay: boolean;
}

export interface ReplayPage {
  /** None is queued any more: null. */
  readonly replay: number | null;
  readonly events: readonly unknown[];
  readonly last: Sequence;
}

/** The outbox as Odoo serves it to the holder of the lease. */
export class Outbox {
  readonly #client: OdooClient;
  readonly #holder: string;

  constructor(client: OdooClient, holder: string) {
    this.#client = client;
    this.#holder = holder;
  }

  /** @throws Conflict `leased` while another holder has the lease */
  async claim(): Promise<Claim> {
    const raw = await this.#client.call<Record<string, unknown>>("outbox.claim", {
      holder: this.#holder,
    });
    const fence = raw["fence"];
    if (typeof fence !== "string" && typeof fence !== "number") throw malformed("outbox.claim");
    return { fence, cursor: sequence(raw, "cursor"), head: sequence(raw, "head") };
  }

  /** Renews the lease. @throws Conflict `fenced` when another holder claimed since */
  async fetch(fence: Claim["fence"], after: Sequence, limit: number): Promise<Page> {
    const raw = await this.#client.call<Record<string, unknown>>("outbox.fetch", {
      fence,
      after: after.toString(),
      limit,
    });
    const events = raw["events"];
    if (!Array.isArray(events)) throw malformed("outbox.fetch");
    return {
      events,
      last: sequence(raw, "last"),
      head: sequence(raw, "head"),
      replay: raw["replay"] === true,
    };
  }

  /** Events of the oldest replay that is queued. Renews the lease. @throws Conflict `fenced` */
  async fetchReplay(fence: Claim["fence"], limit: number): Promise<ReplayPage> {
    const raw = await this.#client.call<Record<string, unknown>>("replay.fetch", { fence, limit });
    const { replay, events } = raw;
    if (!Array.isArray(events)) throw malformed("replay.fetch");
    if (replay !== null && typeof replay !== "number") throw malformed("replay.fetch");
    return { replay, events, last: sequence(raw, "last") };
  }

  /** @param published how many of the page were events that reached the broker */
  async advanceReplay(
    fence: Claim["fence"],
    replay: number,
    to: Sequence,
    published: number,
  ): Promise<void> {
    await this.#client.call("replay.advance", { fence, replay, to: to.toString(), published });
  }

  async report(messages: readonly PutAside[]): Promise<void> {
    await this.#client.call("exceptions.report", { messages });
  }

  /** @throws Conflict `fenced`; the cursor then stays where the other holder has it */
  async advance(fence: Claim["fence"], to: Sequence, publishedAt: Date): Promise<Sequence> {
    const raw = await this.#client.call<Record<string, unknown>>("outbox.advance", {
      fence,
      to: to.toString(),
      published_at: publishedAt.toISOString(),
    });
    return sequence(raw, "cursor");
  }
}

function sequence(raw: Record<string, unknown> | null, field: string): Sequence {
  try {
    return parseSequence(raw?.[field]);
  } catch (cause) {
    throw malformed(`outbox: ${field}`, cause);
  }
}

function malformed(what: string, cause?: unknown): Retryable {
  return new Retryable("odoo_unexpected_answer", `Odoo's answer is malformed: ${what}`, {
    remedy: "run addon and sidecar of the same release",
    cause,
  });
}
