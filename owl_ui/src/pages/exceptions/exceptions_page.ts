import { Component, onWillUnmount, useRef, useState } from "@odoo/owl";
import type { Services, WindowAction } from "odoo-services";
import { useCommand } from "@web/core/commands/command_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ActionButtons } from "../../components/action_buttons/action_buttons";
import { BulkPanel } from "../../components/bulk_panel/bulk_panel";
import { ChoiceTabs, type ChoiceTab } from "../../components/choice_tabs/choice_tabs";
import type { ItemPart } from "../../components/exception_item/exception_item";
import { ExceptionList } from "../../components/exception_list/exception_list";
import { ExceptionPanel } from "../../components/exception_panel/exception_panel";
import { FreshnessBadge } from "../../components/freshness_badge/freshness_badge";
import { ShortcutHelp } from "../../components/shortcut_help/shortcut_help";
import { TriageFilters } from "../../components/triage_filters/triage_filters";
import { formatCount } from "../../lib/format";
import { QUERY_NAMES, VIEWS, queryFrom, urlOf, viewLabel } from "../../lib/triage";
import {
  actionsFor,
  actionsForMany,
  shortcutGroups,
  type ActionName,
  type TriageAction,
} from "../../lib/triage_actions";
import { createExceptionsApi, type ExceptionsApi } from "../../services/exceptions_api";
import { setShortcutsOn, shortcutsOn } from "../../services/preferences";
import { createBulkStore, type BulkStore } from "../../stores/bulk_store";
import { createExceptionStore, type ExceptionStore } from "../../stores/exception_store";
import { createTriageStore, type TriageStore } from "../../stores/triage_store";
import type { ExceptionRow, InboxQuery } from "../../types/exceptions";
import { useShortcuts } from "../hooks/keyboard";
import { useLiveUpdates } from "../hooks/live_updates";
import { useUrlState, type UrlProps } from "../hooks/url_state";
import { Deeds } from "./deeds";
import { emptyWords } from "./empty_words";
import { pageShortcuts } from "./shortcuts";

/** What needs somebody: the inbox of causes, and each of them on one screen. */
export class ExceptionsPage extends Component<UrlProps> {
  static override template = "stock_control_tower.ExceptionsPage";
  static components = {
    ActionButtons,
    BulkPanel,
    ChoiceTabs,
    ExceptionList,
    ExceptionPanel,
    FreshnessBadge,
    Layout,
    TriageFilters,
  };
  static override props = { ...standardActionServiceProps };
  static displayName = _t("Exceptions");
  static path = "exceptions";

  // Assigned in setup: hooks need the component, which fields do not have yet.
  declare api: ExceptionsApi;
  declare services: Pick<Services, "action" | "dialog" | "notification">;
  declare triage: TriageStore;
  declare open: ExceptionStore;
  declare bulk: BulkStore;
  declare deeds: Deeds;
  declare url: ReturnType<typeof useUrlState>;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };
  readonly people = useState<{ owners: [number, string][] }>({ owners: [] });
  readonly root = useRef("root");

  override setup(): void {
    this.api = createExceptionsApi(useService("orm"));
    this.services = {
      action: useService("action"),
      dialog: useService("dialog"),
      notification: useService("notification"),
    };
    const [triage, open] = [createTriageStore(this.api), createExceptionStore(this.api)];
    const bulk = createBulkStore(this.api);
    this.triage = useState(triage);
    this.open = useState(open);
    this.bulk = useState(bulk);
    this.deeds = new Deeds({ api: this.api, triage, open, bulk, services: this.services });
    this.url = useUrlState(this.props, QUERY_NAMES);
    triage.query = queryFrom(this.url.initial);
    open.id = triage.cursorId = Number(this.url.initial.resId) || null;
    const both = {
      live: triage.live,
      refresh: () => Promise.all([triage.refresh(), open.refresh()]).then(() => undefined),
      tick: (now: number) => triage.tick(now),
    };
    this.refresh = useLiveUpdates(both, useService("bus_service"), ["exceptions"]).refresh;
    useShortcuts(pageShortcuts(this));
    useCommand(_t("Exceptions: retry what is chosen"), () => void this.act("retry"));
    useCommand(_t("Exceptions: acknowledge what is chosen"), () => void this.act("acknowledge"));
    useCommand(_t("Exceptions: take on what is chosen"), () => void this.act("start"));
    useCommand(_t("Exceptions: keyboard shortcuts"), () => this.showHelp());
    onWillUnmount(() => bulk.close());
    void this.api.owners().then((owners) => (this.people.owners = owners));
  }

  // what is shown

  get tabs(): ChoiceTab[] {
    const views = this.triage.page?.views;
    return VIEWS.map((name) => ({ name, label: viewLabel(name), count: views?.[name] ?? null }));
  }

  get canAct(): boolean {
    return this.triage.page?.can_act ?? false;
  }

  /** The server's clock to the half minute, so that rows are drawn seldom. */
  get now(): number {
    return Math.floor(this.triage.live.serverNow / 30_000) * 30_000;
  }

  get empty(): { title: string; text: string } {
    return emptyWords(this.triage.query, this.triage.page);
  }

  get manyActions(): TriageAction[] {
    return this.triage.selectedCount ? actionsForMany() : [];
  }

  get actions(): TriageAction[] {
    const { detail } = this.open;
    return detail ? actionsFor(detail, detail) : [];
  }

  get ordersText(): string {
    const count = this.triage.page?.at_risk.orders ?? 0;
    return count === 1 ? _t("1 order") : _t("%s orders", formatCount(count));
  }

  // where the user is

  async show(change: Partial<InboxQuery>): Promise<void> {
    const read = this.triage.setQuery(change);
    this.pushUrl();
    await read;
  }

  /** @param settle a walk by keyboard: one step of the history where it ends */
  async openOne(id: number | null, settle = false): Promise<void> {
    this.bulk.close();
    if (id !== null) this.triage.setCursor(id);
    else this.focusRow(this.open.id);
    const read = this.open.open(id);
    this.pushUrl(settle);
    await read;
  }

  async openPart(id: number, part: ItemPart): Promise<void> {
    if (part === "detail") return this.openOne(id);
    const row = this.row(id);
    const gap = row?.category === "gap";
    const events = gap ? "action_open_gaps" : "action_open_events";
    const list = part === "orders" ? "action_open_pickings" : events;
    await this.go(this.api.listAction(list, id));
  }

  async go(action: Promise<WindowAction> | WindowAction): Promise<void> {
    await this.services.action.doAction(await action);
  }

  row(id: number): ExceptionRow | undefined {
    return this.triage.rows.find((row) => row.id === id);
  }

  showHelp(): void {
    this.services.dialog.add(ShortcutHelp, {
      groups: shortcutGroups(),
      on: shortcutsOn(),
      onSwitch: setShortcutsOn,
    });
  }

  focusSearch(): void {
    this.root.el?.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  }

  /** Whoever works by keyboard goes on where the panel was opened. */
  private focusRow(id: number | null): void {
    this.root.el?.querySelector<HTMLElement>(`[data-exception="${id}"] a`)?.focus();
  }

  // what is done

  /** To the selection, else to the row of the keyboard or the one that is open. */
  async act(name: ActionName): Promise<void> {
    const { chosen } = this.triage;
    if (chosen && this.canAct) await this.deeds.act(name, chosen);
  }

  /** To the one that is open. */
  async actOnOpen(name: ActionName): Promise<void> {
    const { id } = this.open;
    if (id !== null) await this.deeds.act(name, { ids: [id] });
  }

  async assign(ownerId: number | null): Promise<void> {
    const { id } = this.open;
    if (id !== null) await this.deeds.assign(ownerId, { ids: [id] });
  }

  private pushUrl(settle = false): void {
    const { id } = this.open;
    this.url.show({ ...urlOf(this.triage.query), resId: id ?? undefined }, settle);
  }
}
