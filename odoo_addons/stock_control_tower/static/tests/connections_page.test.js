import { waitForChannels } from "@bus/../tests/bus_test_helpers";
import { advanceTime, animationFrame, expect, test } from "@odoo/hoot";
import { click, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { getService, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const MODEL = "stock.tower.connections";
const LATER = 1000;

function pageOf(values = {}) {
  return {
    at: new Date().toISOString(),
    can_configure: true,
    steps: [
      { name: "subscription", done: true },
      { name: "token", done: false },
    ],
    sidecars: [],
    queues: [],
    partners: [],
    subscriptions: [
      {
        id: 6,
        name: "sidecar",
        url: "http://sidecar/webhooks/odoo",
        state: "failing",
        state_label: "Failing",
        last_success_at: null,
        last_error: "connection refused",
        failures: 4,
        behind: 12,
        reader: "",
        old_secret_until: null,
      },
    ],
    ...values,
  };
}

async function openConnections(page) {
  onRpc(MODEL, "page", () => page);
  await mountWithCleanup(WebClient);
  await getService("action").doAction("stock_control_tower.connections");
  await waitForChannels(["stock_control_tower"]);
  await advanceTime(LATER);
  await waitFor(".o_sct_card");
}

test("it says what fails and since what, and leads to the next step", async () => {
  onRpc("stock.tower.first.steps", "action_step", ({ kwargs }) => ({ name: kwargs.name }));
  await openConnections(pageOf());
  expect('[data-subscription="sidecar"] .o_sct_pill').toHaveText("Failing");
  expect('[data-subscription="sidecar"]').toHaveText(/connection refused/);
  expect('[data-subscription="sidecar"]').toHaveText(/12 behind/);
  mockService("action", { doAction: (action) => expect.step(action.name) });
  await click('[data-step="token"] button');
  await animationFrame();
  expect.verifySteps(["token"]);
});

test("a test that nobody takes says why", async () => {
  onRpc("stock.tower.subscription", "test_send", () => ({
    ok: false,
    status: 0,
    ms: 5,
    error: "'sidecar' does not resolve",
  }));
  await openConnections(pageOf());
  await click('[data-subscription="sidecar"] .o_sct_actions button');
  await advanceTime(LATER);
  await animationFrame();
  expect('[data-subscription="sidecar"] [role="status"]').toHaveText("'sidecar' does not resolve");
});
