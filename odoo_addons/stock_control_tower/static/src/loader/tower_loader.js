import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const TAG = "stock_control_tower.tower";
const actions = registry.category("actions");

/**
 * Loads the tower when it is first opened: until then it costs the web client
 * this file. The bundle registers the same tag again, so the action is simply
 * run once more.
 */
async function lazyTower(env, action) {
  const dark = cookie.get("color_scheme") === "dark";
  await loadBundle(`stock_control_tower.assets_tower${dark ? "_dark" : ""}`);
  if (actions.get(TAG) === lazyTower) {
    env.services.notification.add(
      _t("The control tower could not be loaded. Reload the page to try again."),
      { type: "danger" },
    );
    return;
  }
  return action;
}
lazyTower.path = "control-tower";
lazyTower.displayName = _t("Control Tower");

actions.add(TAG, lazyTower);
