import type { Found, LineKey, PlaceLine } from "../types/floor";

/** A line of a place while somebody counts it. */
export interface CountLine extends PlaceLine {
  /** So far; null: nobody has begun, and the expected figure stands for it. */
  counted: number | null;
  /** Odoo's figure by now, where it is not the expected one any more; decimal string. */
  moved: string | null;
  /** Odoo's figure once the count was posted; decimal string. */
  posted: string | null;
  busy: boolean;
}

/** Nobody counts as many by hand: so many digits are a code that went into the field. */
const CODE_DIGITS = 8;

export function idOf(key: LineKey): string {
  return [key.product_id, key.lot_id, key.package_id, key.owner_id].map(Number).join("-");
}

export function keyOf(line: LineKey): LineKey {
  const { product_id, location_id, lot_id, package_id, owner_id } = line;
  return { product_id, location_id, lot_id, package_id, owner_id };
}

export function newLine(line: PlaceLine): CountLine {
  return { ...line, counted: null, moved: null, posted: null, busy: false };
}

/** Posted, and not begun again. */
export function isDone({ posted, counted, moved }: CountLine): boolean {
  return posted !== null && counted === null && moved === null;
}

/** The figure that stands in the field; less than nothing cannot be counted. */
export function figureOf(line: CountLine): number {
  return line.counted ?? Math.max(0, Number(line.expected));
}

/** The figure after one press on + or −. */
export function stepped(line: CountLine, by: number, decimals: number): number {
  return within(line, figureOf(line) + by, decimals);
}

/** The figure after a scan: scans count up from nothing. */
export function scanned(line: CountLine, quantity: number, decimals: number): number {
  return within(line, (line.counted ?? 0) + quantity, decimals);
}

function within(line: CountLine, value: number, decimals: number): number {
  const most = line.tracking === "serial" ? 1 : Infinity;
  return Number(Math.min(most, Math.max(0, value)).toFixed(decimals));
}

/** A quantity as a decimal string, as the server takes it. */
export function exactly(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** Whether what was typed into a quantity is a scanned code instead. */
export function isCode(text: string, parse: (text: string) => number): boolean {
  if (text.replace(/\D/g, "").length >= CODE_DIGITS) return true;
  try {
    return !Number.isFinite(parse(text));
  } catch {
    return true;
  }
}

/**
 * What is counted, held against what Odoo has by now. Whoever has begun a line keeps the
 * figure that he began with: where it is another by now, the line says so.
 */
export function merged(lines: CountLine[], fresh: PlaceLine[]): CountLine[] {
  const now = new Map(fresh.map((line) => [idOf(line), line]));
  const kept: CountLine[] = [];
  for (const line of lines) {
    const found = now.get(idOf(line));
    now.delete(idOf(line));
    const expected = found?.expected ?? "0";
    if (line.counted !== null || line.busy) {
      kept.push({ ...line, moved: expected === line.expected ? null : expected });
    } else if (found || line.posted !== null) {
      kept.push({ ...line, ...found, expected });
    }
  }
  return [...kept, ...[...now.values()].map(newLine)];
}

/** Which lines a scanned item or lot can be; loose goods come before packed ones. */
export function candidates(lines: CountLine[], found: Found): CountLine[] {
  const same = lines.filter(
    ({ product_id, lot_id }) =>
      product_id === found.product_id && (found.lot_id === null || lot_id === found.lot_id),
  );
  const loose = same.filter(({ package_id, owner_id }) => !package_id && !owner_id);
  return loose.length ? loose : same;
}
