// @ts-check

/** @type {import("./index.mjs").Fault} */
export default {
  kind: "odoo-kill",
  weight: 4,
  async strike(stack) {
    await stack.kill("odoo");
    return "kill -9 of the whole Odoo server";
  },
};
