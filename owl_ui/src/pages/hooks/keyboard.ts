import { useExternalListener } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { ShortcutReader, shortcutOf } from "../../lib/keyboard";
import { shortcutsOn } from "../../services/preferences";

export type Shortcuts = Record<string, () => void>;

/**
 * Calls what a key stands for while the page is what the user works in: not in a
 * dialog above it, and not where the user has switched shortcuts off.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const ui = useService("ui");
  const reader = new ShortcutReader();
  useExternalListener(window, "keydown", (event) => {
    if (
      !(event instanceof KeyboardEvent) ||
      event.defaultPrevented ||
      ui.activeElement !== document ||
      !shortcutsOn()
    )
      return;
    const key = shortcutOf(event);
    const act = key && shortcuts[reader.read(key, Date.now())];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
