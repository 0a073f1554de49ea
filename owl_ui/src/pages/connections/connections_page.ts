import { Component, useState } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { useCommand } from "@web/core/commands/command_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { BrokerCard } from "../../components/broker_card/broker_card";
import { FirstSteps } from "../../components/first_steps/first_steps";
import { FreshnessBadge } from "../../components/freshness_badge/freshness_badge";
import { PartnerTable } from "../../components/partner_table/partner_table";
import { SubscriberTable } from "../../components/subscriber_table/subscriber_table";
import { reasonOf } from "../../lib/errors";
import { stepWords, type StepWords } from "../../lib/first_steps";
import { createConnectionsApi, type ConnectionsApi } from "../../services/connections_api";
import { createConnectionsStore, type ConnectionsStore } from "../../stores/connections_store";
import { useShortcuts } from "../hooks/keyboard";
import { useLiveUpdates } from "../hooks/live_updates";

/** Who is connected: partners, sidecar and broker, subscribers; and the way to the first event. */
export class ConnectionsPage extends Component {
  static override template = "stock_control_tower.ConnectionsPage";
  static components = {
    BrokerCard,
    FirstSteps,
    FreshnessBadge,
    Layout,
    PartnerTable,
    SubscriberTable,
  };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Connections");
  static path = "connections";

  // Assigned in setup: hooks need the component, which fields do not have yet.
  declare api: ConnectionsApi;
  declare services: Pick<Services, "action" | "notification">;
  declare store: ConnectionsStore;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };

  override setup(): void {
    this.api = createConnectionsApi(useService("orm"));
    this.services = { action: useService("action"), notification: useService("notification") };
    const store = createConnectionsStore(this.api);
    this.store = useState(store);
    this.refresh = useLiveUpdates(store, useService("bus_service"), [
      "changed",
      "exceptions",
    ]).refresh;
    const page = (name: string) => () => void this.services.action.doAction(name);
    useShortcuts({
      "g t": page("stock_control_tower.action_tower"),
      "g e": page("stock_control_tower.action_exceptions"),
    });
    useCommand(_t("Connections: new partner"), () => void this.go(this.api.stepAction("partner")));
    useCommand(
      _t("Connections: new subscription"),
      () => void this.go(this.api.stepAction("subscription")),
    );
  }

  get steps(): StepWords[] {
    return stepWords(this.store.page?.steps ?? []);
  }

  /** The last step is the first event: with it they have had their day. */
  get stepsShown(): boolean {
    return this.steps.at(-1)?.done === false;
  }

  get canConfigure(): boolean {
    return this.store.page?.can_configure ?? false;
  }

  get now(): number {
    return this.store.live.serverNow;
  }

  /** Opens what the server names; a dialog is followed by a fresh look. */
  async go(action: Promise<WindowAction>): Promise<void> {
    try {
      await this.services.action.doAction(await action, { onClose: () => this.refresh() });
    } catch (error) {
      this.services.notification.add(reasonOf(error), { type: "danger" });
    }
  }
}
