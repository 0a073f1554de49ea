/** Odoo's reading of numbers, for English. */
export function parseFloat(text: string): number {
  const number = Number(text.replaceAll(",", ""));
  if (text.trim() === "" || Number.isNaN(number)) throw new Error(`"${text}" is no number`);
  return number;
}
