import { Component } from "@odoo/owl";
import type { FlowFigure, FlowStation } from "../../lib/flow";

export interface FlowMapProps {
  stations: FlowStation[];
  onOpen: (list: NonNullable<FlowFigure["list"]>) => void;
}

/** The way of the events from the partners to the subscribers, and how each station is. */
export class FlowMap extends Component<FlowMapProps> {
  static override template = "stock_control_tower.FlowMap";
  static override props = { stations: Array, onOpen: Function };
}
