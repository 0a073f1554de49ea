// @ts-check
import { signal } from "../stack/processes.mjs";

/** @type {import("./index.mjs").Fault} PostgreSQL then ends every session and recovers from its log */
export default {
  kind: "postgres-backend-kill",
  weight: 4,
  async strike(stack, random) {
    const backends = (await stack.tree("postgres")).filter(({ command }) =>
      /^postgres: odoo tower /.test(command),
    );
    const busy = backends.filter(({ command }) => !command.endsWith(" idle"));
    const victim = random.pick(busy.length ? busy : backends);
    await signal(stack.instance, "KILL", [victim]);
    return `kill -9 of a PostgreSQL backend (${victim.command.replace(/^postgres: /, "")})`;
  },
};
