import { useCommand } from "@web/core/commands/command_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ShortcutHelp } from "../../components/shortcut_help/shortcut_help";
import { setShortcutsOn, shortcutsOn } from "../../services/preferences";
import { useShortcuts, type Shortcuts } from "./keyboard";

export type KeyWords = [string, string][];

/** The other pages, after "g". */
const PAGES: [string, string][] = [
  ["g t", "stock_control_tower.tower"],
  ["g e", "stock_control_tower.exceptions"],
  ["g s", "stock_control_tower.stock_truth"],
  ["g v", "stock_control_tower.events"],
  ["g f", "stock_control_tower.floor"],
];

/**
 * Keys of a page with Odoo's search bar: its own, "/" to search, "g" to go elsewhere, and
 * "?" for the list of them, which the command palette opens too.
 */
export function usePageKeys(own: Shortcuts, words: () => KeyWords): void {
  const action = useService("action");
  const dialog = useService("dialog");
  const go = PAGES.map(([keys, tag]) => [
    keys,
    () => void action.doAction({ type: "ir.actions.client", tag }),
  ]);
  const showHelp = () =>
    void dialog.add(ShortcutHelp, {
      groups: [
        { title: _t("On this page"), keys: [...words(), ["/", _t("search")]] },
        {
          title: _t("Go to"),
          keys: [
            ["g t", _t("the tower")],
            ["g e", _t("exceptions")],
            ["g s", _t("stock truth")],
            ["g v", _t("events")],
            ["g f", _t("the floor")],
          ],
        },
      ],
      on: shortcutsOn(),
      onSwitch: setShortcutsOn,
    });
  useCommand(_t("Keyboard shortcuts of this page"), showHelp);
  useShortcuts({
    ...(Object.fromEntries(go) as Shortcuts),
    ...own,
    "/": () => document.querySelector<HTMLElement>(".o_searchview_input")?.focus(),
    "?": showHelp,
  });
}
