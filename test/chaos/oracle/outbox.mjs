// @ts-check

/**
 * Each done move line has its event and each event of one its line; the numbers have no hole; what
 * a subscriber has, deduplicated, is the outbox. @param {import("./facts.mjs").Facts} facts
 */
export function outboxIsWhole({ unpaired, numbers, unpublished, published, contradicted }) {
  const { rows, numbered, different, ids, first, last } = numbers;
  const wrong = unpaired.map(
    ({ line, lines, events }) => `move line ${line}: ${lines} done, ${events} events`,
  );
  if (numbered !== rows) wrong.push(`${rows - numbered} events have no number`);
  if (ids !== rows) wrong.push(`${rows} events have ${ids} ids`);
  if (different !== numbered || last - first + 1 !== numbered)
    wrong.push(`${numbered} events are numbered ${first} to ${last}, ${different} numbers`);
  wrong.push(...unpublished.map((id) => `event ${id} was not published`));
  const phantoms = published - (numbered - unpublished.length);
  if (phantoms !== 0) wrong.push(`${phantoms} published events are not in the outbox`);
  wrong.push(...contradicted.map((id) => `event ${id} was published with different bodies`));
  return wrong;
}
