/**
 * The lists a warehouse system would have been handed: what exists (catalogue.csv),
 * and what lay where when the year began (stock.csv). They are data files; nothing
 * here asks Odoo.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Parses RFC 4180 text with a header line into one object per row. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let field = "";
  let quoted = false;
  const endField = () => (row.push(field), (field = ""));
  const endRow = () => (
    endField(),
    row.some((value) => value !== "") && rows.push(row),
    (row = [])
  );
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") endField();
    else if (char === "\n") endRow();
    else if (char !== "\r") field += char;
  }
  if (field !== "" || row.length) endRow();
  const [header, ...body] = rows;
  return body.map((values) => Object.fromEntries(header.map((name, i) => [name, values[i] ?? ""])));
}

function read(directory, name, columns) {
  const path = join(directory, name);
  const rows = parseCsv(readFileSync(path, "utf8"));
  const missing = columns.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length) {
    throw new Error(
      `${path} lacks the column(s) ${missing.join(", ")}: point --catalogue at the demo company's data`,
    );
  }
  return rows;
}

/**
 * @param {string} directory holds catalogue.csv (sku, gtin, uom, tracking) and
 *   stock.csv (sku, warehouse, bin, lot, quantity)
 * @returns {{items: {sku: string, gtin: string, unit: string, tracking: string}[],
 *   bins: Map<string, string[]>, stock: {sku: string, warehouse: string, bin: string,
 *   lot: string, quantity: number}[]}} serial-tracked products are left out: this
 *   day handles quantities, not single pieces
 */
export function loadCatalogue(directory) {
  const items = read(directory, "catalogue.csv", ["sku", "gtin", "uom", "tracking"])
    .filter((row) => row.tracking !== "serial")
    .map(({ sku, gtin, uom, tracking }) => ({ sku, gtin, unit: UNITS[uom] ?? uom, tracking }));
  const known = new Set(items.map((item) => item.sku));
  const stock = read(directory, "stock.csv", ["sku", "warehouse", "bin", "lot", "quantity"])
    .filter((row) => known.has(row.sku))
    .map((row) => ({ ...row, quantity: Number(row.quantity) }));
  const bins = new Map();
  for (const { warehouse, bin } of stock) {
    if (!bins.has(warehouse)) bins.set(warehouse, new Set());
    if (bin) bins.get(warehouse).add(bin);
  }
  return { items, stock, bins: new Map([...bins].map(([code, set]) => [code, [...set].sort()])) };
}

// UN/ECE Recommendation 20 codes of the unit names a price list would print.
const UNITS = { Units: "C62", Dozens: "DZN", kg: "KGM", g: "GRM", L: "LTR", m: "MTR" };
