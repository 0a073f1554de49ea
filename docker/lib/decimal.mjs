// @ts-check
// Exact sums of decimal strings: stock figures must not differ by binary dust.

const PLACES = 6;
const SCALE = 10n ** BigInt(PLACES);

/**
 * @param {string | number} text
 * @returns {bigint} millionths
 */
export function toMillionths(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  const fraction = match?.[3]?.replace(/0+$/, "") ?? "";
  if (!match || fraction.length > PLACES)
    throw new Error(`"${text}" is no decimal number with at most ${PLACES} decimals.`);
  const value = BigInt(match[2]) * SCALE + BigInt(fraction.padEnd(PLACES, "0"));
  return match[1] ? -value : value;
}

/** @param {bigint} millionths @returns {string} */
export function toDecimal(millionths) {
  const sign = millionths < 0n ? "-" : "";
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return sign + digits.slice(0, -PLACES) + (fraction && `.${fraction}`);
}
