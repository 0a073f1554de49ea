import { Component } from "@odoo/owl";
import { viewTitle } from "../../lib/count_words";
import { formatCount } from "../../lib/format";
import type { FloorView, Side } from "../../types/floor";

export interface FloorTilesProps {
  /** Null until they are read. */
  counts: Record<Side, number> | null;
  onOpen: (view: FloorView) => void;
}

interface Tile {
  view: Side;
  icon: string;
  title: string;
  /** Empty while it is not known. */
  figure: string;
  trouble: boolean;
}

/** The ways from the first screen; a number is the length of the list behind it. */
export class FloorTiles extends Component<FloorTilesProps> {
  static override template = "stock_control_tower.FloorTiles";
  static override props = { counts: { type: [Object, { value: null }] }, onOpen: Function };

  get tiles(): Tile[] {
    return [this.side("receiving", "fa-sign-in"), this.side("picking", "fa-sign-out")];
  }

  private side(view: Side, icon: string): Tile {
    const count = this.props.counts?.[view];
    return {
      view,
      icon,
      title: viewTitle(view),
      figure: count === undefined ? "" : formatCount(count),
      trouble: Boolean(count),
    };
  }
}
