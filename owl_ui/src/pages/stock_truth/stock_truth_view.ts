import { Component, onWillStart, onWillUnmount, onWillUpdateProps, useState } from "@odoo/owl";
import type { DateTime } from "luxon";
import type { Services } from "odoo-services";
import { useCommand } from "@web/core/commands/command_hook";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { EmptyState } from "../../components/empty_state/empty_state";
import { FreshnessBadge } from "../../components/freshness_badge/freshness_badge";
import { TruthGrid } from "../../components/truth_grid/truth_grid";
import { TruthGroups } from "../../components/truth_groups/truth_groups";
import { countsPart, exportUrl } from "../../lib/export_url";
import { formatCount } from "../../lib/format";
import { formatMoment } from "../../lib/moments";
import { createTruthApi, type PositionKey, type TruthApi } from "../../services/truth_api";
import type { UrlSearchModel } from "../../services/url_search_model";
import { PANELS, type PanelName } from "../../stores/position_store";
import { createTruthPageStore, type TruthPageStore } from "../../stores/truth_page_store";
import type { Domain, Group, Position, PositionFigure } from "../../types/truth";
import type { UrlValues } from "../../types/url";
import { useLiveUpdates } from "../hooks/live_updates";
import { usePageKeys, type KeyWords } from "../hooks/page_keys";
import { drillDown } from "./drill_down";
import { PositionSide } from "./position_side";

export interface StockTruthViewProps {
  domain: Domain;
  groupBy: string[];
  /** What the link says. */
  start: UrlValues;
  onShow: (state: UrlValues) => void;
}

/** The page below Odoo's search: list or groups, and the position looked into. */
export class StockTruthView extends Component<StockTruthViewProps> {
  static override template = "stock_control_tower.StockTruthView";
  static components = {
    DateTimeInput,
    Dropdown,
    DropdownItem,
    EmptyState,
    FreshnessBadge,
    Layout,
    PositionSide,
    SearchBar,
    TruthGrid,
    TruthGroups,
  };
  static override props = {
    domain: Array,
    groupBy: Array,
    start: Object,
    onShow: Function,
  };

  declare api: TruthApi;
  declare action: Services["action"];
  declare store: TruthPageStore;
  declare refresh: () => void;
  readonly display = { controlPanel: {} };

  override setup(): void {
    this.action = useService("action");
    this.api = createTruthApi(useService("orm"));
    const store = createTruthPageStore(this.api);
    this.store = useState(store);
    this.refresh = useLiveUpdates(store, useService("bus_service")).refresh;
    useCommand(_t("Stock truth: back to now"), () => this.setMoment(null), {
      isAvailable: () => this.store.asOf !== null,
    });
    useCommand(_t("Stock truth: export as CSV"), () => this.export("csv"));
    useCommand(_t("Stock truth: export as XLSX"), () => this.export("xlsx"));
    usePageKeys({}, truthKeys);
    // Odoo's search bar gives the focus away when an arrow leads out of it.
    useBus(this.searchModel, "focus-view", focusGrid);
    onWillStart(() => {
      const { domain, groupBy, start } = this.props;
      // Not waited for: the page is there at once, its rows a moment later.
      void store.ask(domain, groupBy, textOf(start["as_of"])).then(() => this.openStart());
    });
    onWillUpdateProps(({ domain, groupBy }) => {
      if (same(domain, this.props.domain) && same(groupBy, this.props.groupBy)) return;
      void store.ask(domain, groupBy, store.asOf);
      this.pushState();
    });
    onWillUnmount(() => store.promised.stop());
  }

  get searchModel(): UrlSearchModel {
    return (this.env as { searchModel: UrlSearchModel }).searchModel;
  }

  /** What a link to what is shown says. */
  get state(): UrlValues {
    const { position, panel } = this.store.position;
    const search = this.searchModel.text;
    return {
      ...(search ? { search } : {}),
      ...(this.store.asOf ? { as_of: this.store.asOf } : {}),
      ...(position
        ? { product: position.productId, warehouse: position.warehouseId ?? 0, panel }
        : {}),
    };
  }

  get countText(): string {
    const { count, products } = this.store.list;
    if (count === null) return _t("Counting…");
    const words = { rows: formatCount(count), products: formatCount(products) };
    return count === 1 ? _t("1 row") : _t("%(rows)s rows, %(products)s products", words);
  }

  get countsPart(): boolean {
    return countsPart(this.props.domain);
  }

  get driftText(): string {
    const { drift } = this.store.list;
    return drift === 1
      ? _t("1 row came or went, show")
      : _t("%s rows came or went, show", formatCount(drift));
  }

  get moment(): string {
    return this.store.asOf ? formatMoment(this.store.asOf) : "";
  }

  get pickerValue(): DateTime | false {
    return this.store.asOf ? luxon.DateTime.fromISO(this.store.asOf) : false;
  }

  get latest(): DateTime {
    return luxon.DateTime.now();
  }

  get selected(): string {
    const { position } = this.store.position;
    return position ? `${position.productId}:${position.warehouseId ?? 0}` : "";
  }

  /** What an empty list means. */
  get emptyText(): string {
    const { begins } = this.store.opening;
    if (this.store.asOf && begins) {
      return _t(
        "Nothing was there then, as far as the log goes: it begins on %s.",
        formatMoment(begins),
      );
    }
    return _t(
      "A row is a product in a warehouse that has some of it, or awaits some. Search by product, warehouse, location, lot or owner.",
    );
  }

  exportHref(kind: "csv" | "xlsx"): string {
    const { domain, groupBy } = this.props;
    const companyIds = user.activeCompanies.map(({ id }) => id);
    const { until } = this.store.opening;
    return exportUrl(kind, { domain, groupBy, until, companyIds });
  }

  export(kind: "csv" | "xlsx"): void {
    window.location.assign(this.exportHref(kind));
  }

  setMoment(value: DateTime | false | null): void {
    const asOf = value ? value.toUTC().toISO() : null;
    if (asOf === this.store.asOf) return;
    const { domain, groupBy } = this.props;
    void this.store
      .ask(domain, groupBy, asOf)
      .then(() => this.store.asOf === asOf && this.reopen());
    this.pushState();
  }

  onRows(first: number, last: number): void {
    const { list, promised, opening } = this.store;
    void list.showRows(first, last).then(() => {
      const rows = [...list.rows].filter(([index]) => index >= first && index <= last);
      promised.want(
        rows.map(([, row]) => row).filter(({ warehouse_id: id }) => id !== null),
        opening.warehouses.map(({ id }) => id),
      );
    });
  }

  onOpen(row: Position, promise: boolean): void {
    const { panel, position } = this.store.position;
    this.open(keyOf(row), promise ? "promise" : position ? panel : "ledger");
  }

  open(position: PositionKey, panel: PanelName): void {
    const { domain } = this.props;
    const { until } = this.store.opening;
    void this.store.position.open(position, panel, { domain, until: this.store.asOf && until });
    this.pushState();
  }

  setPanel(panel: PanelName): void {
    const { position } = this.store.position;
    if (position) this.open(position, panel);
  }

  closePanel(): void {
    this.store.position.close();
    this.pushState();
    focusGrid();
  }

  async onFigure(row: Position, figure: PositionFigure): Promise<void> {
    // Odoo's lists know only what is there now.
    if (this.store.asOf !== null) {
      this.open(keyOf(row), "places");
      return;
    }
    const { domain } = this.props;
    await this.action.doAction(await this.api.figureAction(keyOf(row), figure, domain));
  }

  openGroup(group: Group): void {
    drillDown(this.searchModel, group, this.store.groups.rows);
  }

  clearSearch(): void {
    this.searchModel.clearQuery();
  }

  private openStart(): void {
    const { product, warehouse, panel } = this.props.start;
    if (!product) return;
    const known = PANELS.find((name) => name === panel) ?? "ledger";
    this.open({ productId: Number(product), warehouseId: Number(warehouse) || null }, known);
  }

  /** The panel shows the moment the list shows. */
  private reopen(): void {
    const { position, panel } = this.store.position;
    if (position) this.open(position, panel);
  }

  private pushState(): void {
    this.props.onShow(this.state);
  }
}

function focusGrid(): void {
  document.querySelector<HTMLElement>(".o_sct_truth_grid table")?.focus();
}

function truthKeys(): KeyWords {
  return [
    ["↓", _t("from the search into the list")],
    ["j  k", _t("next and previous row; arrows, Page Up and Down, Home and End too")],
    ["Enter", _t("open the product, or what a figure is the sum of")],
    ["Esc", _t("close the panel")],
  ];
}

function keyOf({ product_id: productId, warehouse_id: warehouseId }: Position): PositionKey {
  return { productId, warehouseId };
}

function textOf(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
