type Substitution = string | number;

/** Odoo's `_t` in English: puts the values in. */
export function _t(
  source: string,
  ...values: Substitution[] | [Record<string, Substitution>]
): string {
  const [first] = values;
  if (typeof first === "object") {
    return source.replace(/%\((\w+)\)s/g, (_all, name: string) => String(first[name]));
  }
  const listed = [...(values as Substitution[])];
  return source.replace(/%s/g, () => String(listed.shift()));
}
