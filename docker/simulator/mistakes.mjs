/**
 * The mistakes partners make. Each takes a good event and spoils it in one way, so
 * that exactly one rule refuses it.
 */
const firstLine = (event) => event.data.lines[0];
const text = (event) => Buffer.from(JSON.stringify(event));

export const MISTAKES = {
  unknown_sku(event) {
    firstLine(event).item = { sku: "NO-SUCH-ITEM-001" };
    return text(event);
  },
  unknown_bin(event) {
    for (const side of ["from", "to"]) {
      const { location } = firstLine(event)[side];
      if (location) location.bin = "ZZ-99-99";
    }
    return text(event);
  },
  negative_quantity(event) {
    firstLine(event).quantity = `-${firstLine(event).quantity}`;
    return text(event);
  },
  wrong_environment(event) {
    event.environment = event.environment === "staging" ? "training" : "staging";
    return text(event);
  },
  foreign_source(event) {
    event.source = "urn:meridian:somebody-else";
    return text(event);
  },
  broken_json(event) {
    const whole = text(event);
    return whole.subarray(0, Math.floor(whole.length * 0.6));
  },
};
