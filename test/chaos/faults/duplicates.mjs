// @ts-check

/** @type {import("./index.mjs").Fault} partners send what they have sent before, many times over */
export default {
  kind: "duplicates",
  weight: 3,
  async strike(stack, random, load) {
    const count = random.integer(50, 300);
    load.repeat(count, random);
    // Half of the time the batch that holds them is answered into the void, and comes again.
    if (random.chance(0.5)) stack.wires.odoo.cut();
    return `${count} repeats of earlier messages, shuffled`;
  },
};
