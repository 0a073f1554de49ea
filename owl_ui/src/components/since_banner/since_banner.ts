import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatCount } from "../../lib/format";
import { formatMoment } from "../../lib/moments";
import type { ChangeName, Since } from "../../types/board";

export interface SinceBannerProps {
  since: Since;
  onOpen: (name: ChangeName) => void;
  onDismiss: () => void;
}

const ORDER: ChangeName[] = ["exceptions", "came_back", "refused", "resolved", "applied"];

/** What has changed since the user last looked. */
export class SinceBanner extends Component<SinceBannerProps> {
  static override template = "stock_control_tower.SinceBanner";
  static override props = { since: Object, onOpen: Function, onDismiss: Function };

  get moment(): string {
    return formatMoment(this.props.since.since.replace(" ", "T"));
  }

  get changes(): { name: ChangeName; text: string }[] {
    const { counts } = this.props.since;
    return ORDER.filter((name) => counts[name]).map((name) => ({
      name,
      text: this.words(name, formatCount(counts[name] ?? 0)),
    }));
  }

  private words(name: ChangeName, count: string): string {
    const words: Record<ChangeName, string> = {
      exceptions: _t("%s new exceptions", count),
      came_back: _t("%s came back", count),
      refused: _t("%s events not applied", count),
      resolved: _t("%s resolved", count),
      applied: _t("%s events applied", count),
    };
    return words[name];
  }
}
