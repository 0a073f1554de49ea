import { Component } from "@odoo/owl";
import { formatCount } from "../../lib/format";
import { ageOf, formatMoment } from "../../lib/moments";
import type { Look } from "../../lib/triage";
import type { ConnectedPartner, FlowMode } from "../../types/connections";
import { Pill } from "../pill/pill";

export interface PartnerTableProps {
  partners: ConnectedPartner[];
  canConfigure: boolean;
  now: number;
  onPartner: (id: number) => void;
  onList: (list: "received" | "exceptions", partnerId: number) => void;
  onFlow: (flow: FlowMode) => void;
  onSwitch: (flow: FlowMode) => void;
}

const MODES: Record<FlowMode["mode"], Pick<Look, "icon" | "tone">> = {
  live: { icon: "fa-check", tone: "good" },
  shadow: { icon: "fa-eye", tone: "info" },
  off: { icon: "fa-ban", tone: "plain" },
};

/** Who sends, when it was last heard, and how its events are treated. */
export class PartnerTable extends Component<PartnerTableProps> {
  static override template = "stock_control_tower.PartnerTable";
  static components = { Pill };
  static override props = {
    partners: Array,
    canConfigure: Boolean,
    now: Number,
    onPartner: Function,
    onList: Function,
    onFlow: Function,
    onSwitch: Function,
  };
  readonly formatCount = formatCount;
  readonly formatMoment = formatMoment;

  modeLook({ mode, mode_label: label }: FlowMode): Look {
    return { label, ...MODES[mode] };
  }

  age(stamp: string | null): string {
    return ageOf(stamp, this.props.now);
  }
}
