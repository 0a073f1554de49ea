import { Component } from "@odoo/owl";
import { progressWords, restWords } from "../../lib/count_words";
import { idOf } from "../../lib/counting";
import type { CountStore } from "../../stores/count_store";
import { CountLineItem } from "../count_line/count_line";
import { EmptyState } from "../empty_state/empty_state";

export interface CountPlaceProps {
  count: CountStore;
  mayCount: boolean;
  onScan: (code: string) => void;
}

/** What lies at a place, to be counted line by line. */
export class CountPlace extends Component<CountPlaceProps> {
  static override template = "stock_control_tower.CountPlace";
  static components = { CountLineItem, EmptyState };
  static override props = { count: Object, mayCount: Boolean, onScan: Function };
  readonly progressWords = progressWords;
  readonly restWords = restWords;
  readonly idOf = idOf;
}
