import { Component, onMounted, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount } from "../../lib/format";
import { ageOf, formatMoment, isUrgent, promiseWords } from "../../lib/moments";
import { countWords, severityLook, stateLook } from "../../lib/triage";
import type { ActionName, TriageAction } from "../../lib/triage_actions";
import type { ExceptionList } from "../../services/exceptions_api";
import type { ExceptionDetail } from "../../types/exceptions";
import { ActionButtons } from "../action_buttons/action_buttons";
import { Pill } from "../pill/pill";
import { StepTimeline } from "../step_timeline/step_timeline";

export interface ExceptionPanelProps {
  detail: ExceptionDetail;
  actions: TriageAction[];
  canAct: boolean;
  /** [id, name] of those who can take it on. */
  owners: [number, string][];
  now: number;
  onAct: (name: ActionName) => void;
  onOwner: (ownerId: number | null) => void;
  onList: (list: ExceptionList) => void;
  onEvent: (inboxId: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** One exception on one screen: what, why, effect, what to do, what was done. */
export class ExceptionPanel extends Component<ExceptionPanelProps> {
  static override template = "stock_control_tower.ExceptionPanel";
  static components = { ActionButtons, Pill, StepTimeline };
  static override props = {
    detail: Object,
    actions: Array,
    canAct: Boolean,
    owners: Array,
    now: Number,
    onAct: Function,
    onOwner: Function,
    onList: Function,
    onEvent: Function,
    onOpen: Function,
    onClose: Function,
  };
  readonly title = useRef("title");
  readonly formatMoment = formatMoment;
  readonly formatCount = formatCount;
  readonly severityLook = severityLook;
  readonly stateLook = stateLook;
  readonly countWords = countWords;

  override setup(): void {
    onMounted(() => this.title.el?.focus());
  }

  get owners(): [number, string][] {
    const { owners, detail } = this.props;
    const { owner_id: id, owner } = detail;
    return !id || owners.some(([known]) => known === id) ? owners : [...owners, [id, owner]];
  }

  get listOfEvents(): ExceptionList {
    return this.props.detail.category === "gap" ? "action_open_gaps" : "action_open_events";
  }

  get seen(): string {
    const { first_seen: first, last_seen: last } = this.props.detail;
    return _t("last %(last)s, first %(first)s", { last: this.age(last), first: this.age(first) });
  }

  get moreOrders(): number {
    const { orders, promises } = this.props.detail;
    return Math.max(0, orders - promises.length);
  }

  age(stamp: string | null): string {
    return ageOf(stamp, this.props.now);
  }

  promise(stamp: string | null): string {
    return promiseWords(stamp, this.props.now);
  }

  urgent(stamp: string | null): boolean {
    return isUrgent(stamp, this.props.now);
  }

  chooseOwner(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.props.onOwner(value ? Number(value) : null);
  }
}
