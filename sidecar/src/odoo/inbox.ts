import { Retryable } from "../core/errors.ts";
import type { IngestItem } from "../core/inbound-decode.ts";
import type { OdooClient } from "./client.ts";

/** `waiting`: stored, decided later; `retry`: nothing is stored. The others are the partner's. */
const WORDS = [
  "applied",
  "recorded",
  "duplicate",
  "refused",
  "conflict",
  "waiting",
  "retry",
] as const;

export type OutcomeWord = (typeof WORDS)[number];

export interface Outcome {
  readonly outcome: OutcomeWord;
  readonly code?: string;
  readonly message?: string;
}

/** The inbox: one call is one transaction in Odoo. */
export class Inbox {
  readonly #client: OdooClient;

  constructor(client: OdooClient) {
    this.#client = client;
  }

  /**
   * @returns one outcome for each item, in the order of the items; an item Odoo said nothing
   *   about comes back as `retry`, because only a stored outcome allows an ack
   * @param lanes fence of each lane the items came by
   * @param final true asks Odoo to decide now instead of answering `retry` once more
   * @throws Conflict `fenced` when a lane belongs to another sidecar now; nothing was applied
   */
  async ingest(
    items: readonly IngestItem[],
    lanes: Readonly<Record<number, number>>,
    final = false,
  ): Promise<readonly Outcome[]> {
    const params = final ? { items, lanes, final } : { items, lanes };
    const raw = await this.#client.call<{ outcomes?: unknown } | null>("inbox.ingest", params);
    if (!Array.isArray(raw?.outcomes)) {
      throw new Retryable("odoo_unexpected_answer", "inbox.ingest answered without outcomes");
    }
    const outcomes: Outcome[] = items.map(() => ({ outcome: "retry", code: "no_outcome" }));
    for (const entry of raw.outcomes as Record<string, unknown>[]) {
      const index = entry?.["index"];
      const word = entry?.["outcome"];
      if (typeof index !== "number" || !(index in outcomes)) continue;
      if (!isWord(word)) continue;
      outcomes[index] = { ...text(entry, "code"), ...text(entry, "message"), outcome: word };
    }
    return outcomes;
  }
}

function isWord(value: unknown): value is OutcomeWord {
  return (WORDS as readonly unknown[]).includes(value);
}

function text(entry: Record<string, unknown>, field: string): Record<string, string> {
  const value = entry[field];
  return typeof value === "string" ? { [field]: value } : {};
}
