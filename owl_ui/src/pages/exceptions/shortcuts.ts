import type { ActionName } from "../../lib/triage_actions";
import type { Shortcuts } from "../hooks/keyboard";
import type { ExceptionsPage } from "./exceptions_page";

const KEYS: [string, ActionName][] = [
  ["a", "acknowledge"],
  ["t", "start"],
  ["w", "wait"],
  ["s", "snooze"],
  ["c", "resolve"],
];
/** These are about the one that is open, and mean what its buttons say. */
const OPEN_KEYS = ["r", "d", "e", "f"];

/** What each key does; `lib/triage_actions.ts` lists them for people. */
export function pageShortcuts(page: ExceptionsPage): Shortcuts {
  const move = (step: number) => {
    const id = page.triage.move(step);
    if (page.open.id !== null && id !== null) void page.openOne(id, true);
  };
  const shortcuts: Shortcuts = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => void (page.triage.cursorId !== null && page.openOne(page.triage.cursorId)),
    Escape: () => leave(page),
    x: () => page.triage.cursorId !== null && page.triage.toggle(page.triage.cursorId),
    "*": () => page.triage.selectAll(),
    n: () => void page.triage.showUnseen(),
    u: () => void page.deeds.undo(),
    "/": () => page.focusSearch(),
    "?": () => page.showHelp(),
    "g t": () => void page.services.action.doAction("stock_control_tower.action_tower"),
    "g c": () => void page.services.action.doAction("stock_control_tower.action_connections"),
  };
  for (const [key, name] of KEYS) shortcuts[key] = () => void page.act(name);
  for (const key of OPEN_KEYS) {
    shortcuts[key] = () => {
      const many = page.triage.selected.size > 0 || page.triage.allSelected;
      const actions = many ? page.manyActions : page.actions;
      const action = actions.find((one) => one.key === key);
      if (action) void (many ? page.act(action.name) : page.actOnOpen(action.name));
      else if (key === "r" || key === "d") void page.act(key === "r" ? "retry" : "discard");
    };
  }
  return shortcuts;
}

/** One step back: the plan, the open one, the selection. */
function leave(page: ExceptionsPage): void {
  if (page.bulk.shown) page.bulk.close();
  else if (page.open.id !== null) void page.openOne(null);
  else page.triage.clearSelection();
}
