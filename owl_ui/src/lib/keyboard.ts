/** Keys that a focused button, link or box acts on itself. */
const OWN_KEYS = ["Enter", " "];

/**
 * Names a key as shortcuts are written: "j", "*", "?", "Enter". Empty where the
 * key belongs to somebody else: to a text being typed, to the browser or to
 * Odoo (Ctrl, Alt, Meta), or to the button that has the focus.
 */
export function shortcutOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return "";
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]")) {
    return event.key === "Escape" ? "Escape" : "";
  }
  if (OWN_KEYS.includes(event.key) && target?.closest("button, a, input, summary")) return "";
  return event.key;
}

/** A key after this one makes a shortcut of two: "g" then "t". */
export const PREFIX = "g";
const PREFIX_MS = 1_500;

/** Puts the keys of two-key shortcuts together. */
export class ShortcutReader {
  private prefixAt = -Infinity;

  /** @returns the shortcut that this key completes, or "" */
  read(key: string, now: number): string {
    const prefixed = now - this.prefixAt < PREFIX_MS;
    this.prefixAt = -Infinity;
    if (key === PREFIX && !prefixed) {
      this.prefixAt = now;
      return "";
    }
    return prefixed ? `${PREFIX} ${key}` : key;
  }
}
