import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const actions = registry.category("actions");

/** The pages of the tower: their tag, their place in the URL, their name in the breadcrumb. */
const PAGES = [
  ["stock_control_tower.tower", "control-tower", _t("Control Tower")],
  ["stock_control_tower.exceptions", "exceptions", _t("Exceptions")],
  ["stock_control_tower.stock_truth", "stock-truth", _t("Stock truth")],
  ["stock_control_tower.connections", "connections", _t("Connections")],
  ["stock_control_tower.events", "tower-events", _t("Events")],
  ["stock_control_tower.floor", "tower-floor", _t("Floor")],
];

/**
 * Loads the tower when one of its pages is first opened: until then it costs the
 * web client this file. The bundle registers the same tags again, so the action
 * is simply run once more.
 */
function addLazily(tag, path, displayName) {
  async function lazyPage(env, action) {
    const dark = cookie.get("color_scheme") === "dark";
    await loadBundle(`stock_control_tower.assets_tower${dark ? "_dark" : ""}`);
    if (actions.get(tag) === lazyPage) {
      env.services.notification.add(
        _t("The control tower could not be loaded. Reload the page to try again."),
        { type: "danger" },
      );
      return;
    }
    return action;
  }
  actions.add(tag, Object.assign(lazyPage, { path, displayName }));
}

for (const page of PAGES) addLazily(...page);
