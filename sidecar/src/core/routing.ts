/** The part of an outgoing event that decides its routing key. */
export interface Routable {
  /** Who caused it: a partner's code or `odoo`; of an outcome, the partner it answers. */
  readonly origin?: string | undefined;
  readonly data: {
    readonly kind: string;
    readonly location?: { readonly warehouse?: string | undefined } | undefined;
  };
}

const ODOO = "odoo";
const NO_WORD = "-";

/** A word of a routing key: dots would make two words of one, so everything odd becomes `_`. */
export function routingWord(text: string | undefined): string {
  if (!text) return NO_WORD;
  return text.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 60);
}

/**
 * `stock.<kind>.<warehouse>.<origin>`: a partner binds every origin but its own, so it never
 * receives what it caused. Outcomes go to `stock.event_outcome.<partner>.odoo`, which only the
 * partner they answer binds.
 */
export function outboundKey(event: Routable): string {
  const { kind, location } = event.data;
  const words =
    kind === "event_outcome"
      ? [kind, event.origin, ODOO]
      : [kind, location?.warehouse, event.origin ?? ODOO];
  return ["stock", ...words.map(routingWord)].join(".");
}

/** The partner is the first word of an inbound key; the broker's topic permissions hold it. */
export function partnerOf(routingKey: string): string {
  return routingKey.split(".", 1)[0] ?? "";
}
