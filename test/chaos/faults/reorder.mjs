// @ts-check

/** @type {import("./index.mjs").Fault} messages overtake each other on their way to the broker */
export default {
  kind: "reorder",
  weight: 3,
  losesOrder: true,
  async strike(_stack, random, load) {
    const count = random.integer(50, 250);
    load.burst(count, random);
    return `${count} messages in random order`;
  },
};
