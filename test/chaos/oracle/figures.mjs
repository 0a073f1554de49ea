// @ts-check

/** Sums by key that must be the same whoever says them. @param {import("./facts.mjs").Facts} facts */
export function figuresAgree({ figures, reserved, states, repairs }) {
  return [
    ...disagreements("stock of product|location|lot|package|owner", figures, [
      "quants",
      "moves",
      "events",
    ]),
    ...disagreements("reserved of product|location|lot|package|owner", reserved, [
      "quants",
      "lines",
    ]),
    ...disagreements("stock of product|location|state", states, ["quants", "events"]),
    ...repairs.map(({ id }) => `the log was repaired by event ${id}`),
  ];
}

/**
 * @param {string} what
 * @param {import("./facts.mjs").Figure[]} figures absent means zero
 * @param {string[]} voices
 */
function disagreements(what, figures, voices) {
  /** @type {Map<string, Record<string, string>>} */
  const byKey = new Map();
  for (const { said_by, key, quantity } of figures) {
    byKey.set(key, { ...byKey.get(key), [said_by]: quantity });
  }
  return [...byKey].flatMap(([key, said]) => {
    const values = voices.map((voice) => said[voice] ?? "0");
    if (new Set(values).size === 1) return [];
    return [`${what} ${key}: ${voices.map((voice, n) => `${voice} ${values[n]}`).join(", ")}`];
  });
}
