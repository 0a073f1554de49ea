export interface DiffLine {
  sign: "same" | "left" | "right";
  text: string;
}

/** Longer texts are shown side by side without looking for what they share. */
const MOST_LINES = 1_500;

/** Lines of two texts, those of one side only marked; the order of both is kept. */
export function diffLines(left: string, right: string): DiffLine[] {
  const a = left.split("\n");
  const b = right.split("\n");
  if (a.length > MOST_LINES || b.length > MOST_LINES) {
    return [...mark("left", a), ...mark("right", b)];
  }
  const longest = commonLengths(a, b);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ sign: "same", text: a[i] ?? "" });
      i++;
      j++;
    } else if ((longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)) {
      lines.push({ sign: "left", text: a[i++] ?? "" });
    } else {
      lines.push({ sign: "right", text: b[j++] ?? "" });
    }
  }
  return [...lines, ...mark("left", a.slice(i)), ...mark("right", b.slice(j))];
}

/** How many lines the rest of `a` from i on shares with the rest of `b` from j on. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] as Uint16Array;
    const below = table[i + 1] as Uint16Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function mark(sign: DiffLine["sign"], lines: string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}
