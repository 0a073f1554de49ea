/** What one person has set on this device; nothing that others would miss. */
const SHORTCUTS_OFF = "stock_control_tower.shortcuts_off";

/** Whether single keys act. Some speak to their computer, and a word is many keys. */
export function shortcutsOn(): boolean {
  return localStorage.getItem(SHORTCUTS_OFF) === null;
}

export function setShortcutsOn(on: boolean): void {
  if (on) localStorage.removeItem(SHORTCUTS_OFF);
  else localStorage.setItem(SHORTCUTS_OFF, "1");
}
