import { Component } from "@odoo/owl";
import { formatQuantity } from "../../lib/format";
import { stateWord } from "../../lib/truth_columns";
import type { EventEffect } from "../../types/trail";
import type { LedgerState } from "../../types/truth";

export interface EventEffectsProps {
  effects: readonly EventEffect[];
  decimals: number;
  onPosition: (effect: EventEffect) => void;
}

interface StateLine {
  name: string;
  before: string;
  after: string;
  changed: boolean;
}

/** What an event did to stock: each state of each position before and after it. */
export class EventEffects extends Component<EventEffectsProps> {
  static override template = "stock_control_tower.EventEffects";
  static override props = { effects: Array, decimals: Number, onPosition: Function };

  states({ before, after }: EventEffect): StateLine[] {
    const names = Object.keys(after) as LedgerState[];
    return names
      .filter((name) => before[name] || after[name])
      .map((name) => ({
        name: stateWord(name),
        before: formatQuantity(before[name], this.props.decimals),
        after: formatQuantity(after[name], this.props.decimals),
        changed: before[name] !== after[name],
      }));
  }
}
