// @ts-check

/**
 * Every confirmed message has exactly one row, every row was a message, and each delivery of it was
 * answered once. @param {import("./facts.mjs").Facts} facts
 */
export function messagesAreSettled({ attempts, inbox, orphanAnswers }) {
  const rows = groupBySha(inbox);
  const sent = new Set(attempts.map(({ sha }) => sha));
  return [
    ...attempts.flatMap(({ id, sha, state }) => {
      const count = rows.get(sha)?.length ?? 0;
      if (count > 1) return [`message ${id} is in the inbox ${count} times`];
      return count === 0 && state === "ok" ? [`message ${id} was confirmed and is lost`] : [];
    }),
    ...inbox.flatMap(({ id, event_id, sha, repeats, answers, state }) => {
      if (!sent.has(sha)) return [`inbox row ${id} (${event_id}) is of a message nobody sent`];
      const expected = state === "waiting" ? 0 : 1 + repeats;
      if (answers === expected) return [];
      return [`message ${event_id} was answered ${answers} times, delivered ${expected} times`];
    }),
    ...orphanAnswers.map(({ id }) => `answer ${id} is about a message that was never decided`),
  ];
}

/** @param {import("./facts.mjs").InboxRow[]} inbox */
function groupBySha(inbox) {
  /** @type {Map<string, import("./facts.mjs").InboxRow[]>} */
  const groups = new Map();
  for (const row of inbox) {
    const group = groups.get(row.sha);
    if (group) group.push(row);
    else groups.set(row.sha, [row]);
  }
  return groups;
}
