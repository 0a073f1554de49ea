/** Odoo's number format for English. */
export function formatFloat(
  value: number,
  options: { digits?: [number, number]; trailingZeros?: boolean } = {},
): string {
  const decimals = options.digits?.[1] ?? 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: options.trailingZeros === false ? 0 : decimals,
    maximumFractionDigits: decimals,
  });
}
