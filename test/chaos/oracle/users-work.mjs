// @ts-check

/** What Odoo said is done is done; what it refused is not. @param {import("./facts.mjs").Facts} facts */
export function usersWorkIsKept({ acts, transfers }) {
  const byName = new Map(transfers.map((transfer) => [transfer.name, transfer]));
  const known = new Set(acts.map(({ name }) => name));
  return [
    ...acts.flatMap(({ name, kind, state }) => {
      if (kind === "mistake" && state === "ok") return [`the mistake ${name} was accepted`];
      if (kind === "count" || kind === "mistake") return [];
      const { done = 0, cancelled = 0 } = byName.get(name) ?? {};
      const reached = kind === "cancelled" ? cancelled : done;
      if (state === "ok" && reached !== 1)
        return [`${kind} ${name} was answered ok and is ${reached} times done`];
      return state === "fail" && done ? [`${kind} ${name} was refused and is done`] : [];
    }),
    ...transfers
      .filter(({ name }) => !known.has(name))
      .map(({ name }) => `transfer ${name} was never made`),
  ];
}
