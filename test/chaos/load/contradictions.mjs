// @ts-check

/** @typedef {import("./counted-bins.mjs").Message} Message */

/**
 * A contradiction says what an earlier message said, with one more in its first line. It has no
 * effect, unless a fault let it arrive first: so it must be known what it would do.
 */
export class Contradictions {
  /** @type {Map<string, Message>} */
  #firsts = new Map();

  /** @param {Message} message @returns {Message} */
  explained(message) {
    if (message.expect === "applied") this.#firsts.set(message.id, message);
    if (message.expect === "duplicate") return { ...message, ...this.#firsts.get(message.id) };
    const first = this.#firsts.get(message.id);
    if (message.expect !== "conflict" || !first) return message;
    const [delta, ...rest] = first.deltas;
    const change = Number(delta.quantity);
    const perUnit = change / saidFirst(first);
    return {
      ...message,
      deltas: [{ ...delta, quantity: String(change + perUnit) }, ...rest],
    };
  }
}

/** @param {Message} message */
const saidFirst = ({ body }) => Number(JSON.parse(body.toString()).data.lines[0].quantity);
