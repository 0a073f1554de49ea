import { Component, useEffect, useRef } from "@odoo/owl";
import { ageOf, formatMoment, isUrgent, promiseWords } from "../../lib/moments";
import { countWords, impactWords, severityLook, stateLook, type Look } from "../../lib/triage";
import type { ExceptionRow } from "../../types/exceptions";
import { Pill } from "../pill/pill";

/** What about a row can be opened. */
export type ItemPart = "detail" | "events" | "orders";

export interface ExceptionItemProps {
  row: ExceptionRow;
  selected: boolean;
  /** The keyboard is on it. */
  cursor: boolean;
  /** It is what the panel beside the list shows. */
  open: boolean;
  /** The list would not show it any more. */
  left: boolean;
  canAct: boolean;
  /** The server's clock, to the minute: a row is not drawn each second. */
  now: number;
  onOpen: (id: number, part: ItemPart) => void;
  onToggle: (id: number) => void;
}

/** One cause in the inbox: what is wrong, what it holds up, whose it is. */
export class ExceptionItem extends Component<ExceptionItemProps> {
  static override template = "stock_control_tower.ExceptionItem";
  static components = { Pill };
  static override props = {
    row: Object,
    selected: Boolean,
    cursor: Boolean,
    open: Boolean,
    left: Boolean,
    canAct: Boolean,
    now: Number,
    onOpen: Function,
    onToggle: Function,
  };
  readonly formatMoment = formatMoment;
  readonly root = useRef("root");

  override setup(): void {
    useEffect(
      (cursor: boolean) => {
        // Reduced motion: it is simply there, never glides.
        if (cursor) this.root.el?.scrollIntoView({ block: "nearest" });
      },
      () => [this.props.cursor],
    );
  }

  get severity(): Look {
    return severityLook(this.props.row.severity);
  }

  get state(): Look {
    return stateLook(this.props.row.state);
  }

  get impact(): string {
    return impactWords(this.props.row);
  }

  get count(): string {
    return countWords(this.props.row);
  }

  get promise(): string {
    const { row, now } = this.props;
    return row.state === "resolved" ? "" : promiseWords(row.promise_at, now);
  }

  get urgent(): boolean {
    return isUrgent(this.props.row.promise_at, this.props.now);
  }

  get age(): string {
    return ageOf(this.props.row.last_seen, this.props.now);
  }

  get hasEvents(): boolean {
    const { category, total_count: total } = this.props.row;
    return category !== "dead" && total > 0;
  }

  onClick(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest("button, input, label")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.props.onOpen(this.props.row.id, "detail");
  }
}
