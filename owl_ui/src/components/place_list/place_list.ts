import { Component } from "@odoo/owl";
import { formatQuantity } from "../../lib/format";
import { stateWord } from "../../lib/truth_columns";
import type { Place } from "../../types/truth";

export interface PlaceListProps {
  rows: readonly Place[];
  more: boolean;
  decimals: number;
  /** Opens a location, a lot, a package or an owner. */
  onRecord: (model: string, id: number) => void;
  /** Opens the rows of stock behind a place. */
  onFigure: (place: Place) => void;
}

interface Part {
  model: string;
  id: number;
  name: string;
  icon: string;
}

/** Where the stock of a position lies, and whose it is. */
export class PlaceList extends Component<PlaceListProps> {
  static override template = "stock_control_tower.PlaceList";
  static override props = {
    rows: Array,
    more: Boolean,
    decimals: Number,
    onRecord: Function,
    onFigure: Function,
  };

  key(place: Place): string {
    const { location_id, lot_id, package_id, owner_id, state } = place;
    return [location_id, lot_id, package_id, owner_id, state].join();
  }

  parts(place: Place): Part[] {
    const parts = [
      { model: "stock.lot", id: place.lot_id, name: place.lot, icon: "fa-tag" },
      { model: "stock.package", id: place.package_id, name: place.package, icon: "fa-archive" },
      { model: "res.partner", id: place.owner_id, name: place.owner, icon: "fa-user-o" },
    ];
    return parts.filter((part): part is Part => part.id !== null);
  }

  state(place: Place): string {
    return stateWord(place.state);
  }

  /** What lies there, whoever owns it. */
  quantity(place: Place): string {
    const { on_hand, others, in_transit } = place;
    return formatQuantity(on_hand + others + in_transit, this.props.decimals);
  }

  reserved({ reserved }: Place): string {
    return reserved ? formatQuantity(reserved, this.props.decimals) : "";
  }
}
