// @ts-check

const SHOWN = 10;

/**
 * A comparison for people.
 * @param {import("./compare.mjs").Comparison} comparison
 * @returns {string}
 */
export function report({ equal, places, moved, differences, messages, outcomes, problems }) {
  const rows = Object.entries(outcomes).sort();
  return [
    `${messages} messages sent`,
    "",
    ...table([
      ["outcome", "expected", "answered"],
      ...rows.map(([name, { expected, found }]) => [name, String(expected), String(found)]),
    ]),
    "",
    `${places} places compared (product x location x lot), ${moved} of them moved, ${differences.length} differ`,
    ...(differences.length ? ["", ...table(differenceRows(differences))] : []),
    ...some(problems),
    "",
    equal
      ? "EQUAL: Odoo's stock is the opening stock plus what the partners' file says."
      : "NOT EQUAL.",
  ].join("\n");
}

/** @param {import("./compare.mjs").Difference[]} differences */
function differenceRows(differences) {
  const columns = /** @type {const} */ ([
    "sku",
    "warehouse",
    "bin",
    "lot",
    "before",
    "sent",
    "expected",
    "found",
  ]);
  const rows = differences.slice(0, SHOWN).map((row) => columns.map((name) => row[name]));
  return [[...columns], ...rows];
}

/** @param {string[]} problems */
function some(problems) {
  if (!problems.length) return [];
  const more = problems.length - SHOWN;
  const rest = more > 0 ? [`  … and ${more} more`] : [];
  return ["", ...problems.slice(0, SHOWN).map((text) => `  ${text}`), ...rest];
}

/** @param {string[][]} rows the first is the head */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map(
    (row) =>
      "  " +
      row
        .map((cell, i) => cell.padEnd(widths[i] + 2))
        .join("")
        .trimEnd(),
  );
}
