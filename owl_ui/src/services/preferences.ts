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

const LOOKED_AT = "stock_control_tower.looked_at";

/** When this person last had the tower on screen, on this device; ISO. */
export function lastLook(): string | null {
  return localStorage.getItem(LOOKED_AT);
}

export function rememberLook(at: Date): void {
  localStorage.setItem(LOOKED_AT, at.toISOString());
}

const WAREHOUSE = "stock_control_tower.floor_warehouse";

/** The warehouse in which this device is used on the floor. */
export function keptWarehouse(): number | null {
  return Number(localStorage.getItem(WAREHOUSE)) || null;
}

export function keepWarehouse(id: number): void {
  localStorage.setItem(WAREHOUSE, String(id));
}
