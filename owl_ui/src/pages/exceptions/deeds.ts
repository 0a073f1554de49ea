import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import type { Services } from "odoo-services";
import { reasonOf } from "../../lib/errors";
import { formatCount } from "../../lib/format";
import type { ActionName } from "../../lib/triage_actions";
import type { ExceptionsApi } from "../../services/exceptions_api";
import type { BulkStore } from "../../stores/bulk_store";
import type { ExceptionStore } from "../../stores/exception_store";
import type { TriageStore } from "../../stores/triage_store";
import type { Act, Chosen, Done } from "../../types/exceptions";

export interface DeedsWorld {
  api: ExceptionsApi;
  triage: TriageStore;
  open: ExceptionStore;
  bulk: BulkStore;
  services: Pick<Services, "action" | "dialog" | "notification">;
}

/** What the page does when somebody decides; each deed says what came of it. */
export class Deeds {
  private readonly world: DeedsWorld;
  /** Steps of the last deed, while they can be taken back. */
  private undoable: number[] = [];

  constructor(world: DeedsWorld) {
    this.world = world;
  }

  /** Does one thing to what is chosen, or to the one that is open. */
  async act(name: ActionName, chosen: Chosen): Promise<void> {
    if (name === "retry" || name === "discard") return this.world.bulk.plan(name, chosen);
    if (name === "request" || name === "dismiss" || name === "fix" || name === "edit") {
      return this.actOnOne(name);
    }
    await this.set(name, chosen);
  }

  async assign(ownerId: number | null, chosen: Chosen): Promise<void> {
    await this.set("assign", chosen, ownerId);
  }

  async undo(): Promise<void> {
    const steps = this.undoable;
    this.undoable = [];
    if (!steps.length) return;
    await this.guard(async () => {
      const count = await this.world.api.undo(steps);
      this.say(
        count
          ? _t("Taken back: %s", formatCount(count))
          : _t("Somebody has gone on since; nothing was taken back"),
      );
    });
  }

  private async set(act: Act, chosen: Chosen, ownerId: number | null = null): Promise<void> {
    await this.guard(async () => {
      const done = await this.world.api.act(act, chosen, ownerId);
      this.undoable = done.undo;
      this.world.triage.clearSelection();
      this.tell(act, done);
    });
  }

  private tell(act: Act, { done, left, undo }: Done): void {
    const words: Record<Act, string> = {
      acknowledge: _t("Acknowledged: %s", formatCount(done)),
      start: _t("In progress: %s", formatCount(done)),
      wait: _t("Waiting for others: %s", formatCount(done)),
      snooze: _t("Snoozed until worse: %s", formatCount(done)),
      resolve: _t("Resolved: %s", formatCount(done)),
      assign: _t("Owner set: %s", formatCount(done)),
    };
    const unchanged = left ? _t("%s stay as they are", formatCount(left)) : "";
    const text = done
      ? [words[act], unchanged].filter(Boolean).join(". ")
      : _t("Nothing to change");
    this.say(text, undo.length > 0);
  }

  private say(text: string, canUndo = false): void {
    const { notification } = this.world.services;
    const close = notification.add(text, {
      type: "success",
      buttons: canUndo
        ? [
            {
              name: _t("Undo"),
              primary: true,
              onClick: () => {
                close();
                void this.undo();
              },
            },
          ]
        : [],
    });
  }

  private async actOnOne(name: "request" | "dismiss" | "fix" | "edit"): Promise<void> {
    const { api, open, services } = this.world;
    const { id, detail } = open;
    if (id === null) return;
    if (name === "dismiss") {
      services.dialog.add(ConfirmationDialog, {
        title: _t("Dismiss the gaps?"),
        body: _t("The missing events will not come, and their stock is not booked. This stays."),
        confirmLabel: _t("Dismiss"),
        confirm: () => this.guard(() => api.dismissGaps(id)),
        cancel: () => undefined,
      });
    } else if (name === "request") {
      await this.guard(async () => {
        await api.requestGaps(id);
        this.say(_t("The partner was asked to send them again"));
      });
    } else {
      const sample = detail?.sample_id;
      if (name === "edit" && !sample) return;
      const action = await (name === "fix"
        ? api.listAction("action_fix", id)
        : api.editAction(Number(sample)));
      await services.action.doAction(action, { onClose: () => void this.renew() });
    }
  }

  /** Shows what the server says against it, and what is so by now. */
  private async guard(deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      this.world.services.notification.add(reasonOf(error), { type: "danger" });
    }
    await this.renew();
  }

  private async renew(): Promise<void> {
    await Promise.all([this.world.triage.refresh(), this.world.open.refresh()]);
  }
}
