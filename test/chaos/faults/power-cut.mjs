// @ts-check

/** @type {import("./index.mjs").Fault} everything dies at once; the kernel keeps what was written */
export default {
  kind: "power-cut",
  weight: 2,
  async strike(stack) {
    await Promise.all(
      /** @type {const} */ (["sidecar", "odoo", "rabbitmq", "postgres"]).map((part) =>
        stack.kill(part),
      ),
    );
    return "kill -9 of everything at once";
  },
};
