import { Component, useEffect, useRef } from "@odoo/owl";
import { parseFloat } from "@web/views/fields/parsers";
import { buttonWords, nameOf, ownerWords, standingWords } from "../../lib/count_words";
import { figureOf, idOf, isCode, isDone, type CountLine } from "../../lib/counting";
import { formatQuantity } from "../../lib/format";

export interface CountLineItemProps {
  line: CountLine;
  decimals: number;
  mayCount: boolean;
  /** The last one that was scanned or posted. */
  last: boolean;
  onStep: (id: string, by: number) => void;
  onType: (id: string, value: number) => void;
  onPress: (id: string) => void;
  /** A scanner wrote into the field. */
  onScan: (code: string) => void;
}

/** One line of a place: what is expected, what was counted, and one button that posts it. */
export class CountLineItem extends Component<CountLineItemProps> {
  static override template = "stock_control_tower.CountLineItem";
  static override props = {
    line: Object,
    decimals: Number,
    mayCount: Boolean,
    last: Boolean,
    onStep: Function,
    onType: Function,
    onPress: Function,
    onScan: Function,
  };
  readonly ownerWords = ownerWords;
  readonly root = useRef("root");
  readonly button = useRef<HTMLButtonElement>("button");

  override setup(): void {
    useEffect(
      (last: boolean) => {
        // Reduced motion: it is simply there, never glides.
        if (last) this.root.el?.scrollIntoView({ block: "nearest" });
      },
      () => [this.props.last],
    );
  }

  get id(): string {
    return idOf(this.props.line);
  }

  get name(): string {
    return nameOf(this.props.line);
  }

  get figure(): string {
    return formatQuantity(figureOf(this.props.line), this.props.decimals);
  }

  get standing(): string {
    return standingWords(this.props.line, this.props.decimals);
  }

  get words(): string {
    return buttonWords(this.props.line, this.props.decimals);
  }

  get done(): boolean {
    return isDone(this.props.line);
  }

  /** As it stands the field may be changed: not while it is sent, nor once it is done. */
  get fixed(): boolean {
    const { busy, moved } = this.props.line;
    return busy || moved !== null || this.done;
  }

  onChange(event: Event): void {
    const field = event.target as HTMLInputElement;
    const text = field.value.trim();
    field.value = this.figure;
    if (!text || text === this.figure) return;
    if (isCode(text, parseFloat)) this.props.onScan(text);
    else this.props.onType(this.id, parseFloat(text));
  }

  /** Enter leads on to the button, and what comes next is not typed into this line. */
  onEnter(event: KeyboardEvent): void {
    event.preventDefault();
    this.button.el?.focus();
  }

  select(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }
}
