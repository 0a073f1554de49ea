/**
 * Sequences are PostgreSQL bigints. They travel as decimal strings because JSON numbers lose
 * digits above 2^53.
 */
export type Sequence = bigint;

/** @throws RangeError naming the value, when it is not a decimal string of a bigint >= 0 */
export function parseSequence(text: unknown): Sequence {
  if (typeof text === "string" && /^\d{1,20}$/.test(text)) return BigInt(text);
  if (typeof text === "number" && Number.isSafeInteger(text) && text >= 0) return BigInt(text);
  throw new RangeError(`not a sequence (decimal digits expected): ${JSON.stringify(text)}`);
}
