import type { BusService } from "odoo-services";

/** Name a client asks for; the server turns it into its companies' channels. */
const CHANNEL = "stock_control_tower";

/** What can have changed: stock and events, or exceptions. */
export type Hint = "changed" | "exceptions";

export interface HintListener {
  /**
   * Something changed; the figures may be behind.
   * @param head events up to this number exist; empty where the hint names none
   */
  onHint(head: string): void;
  onConnected(connected: boolean): void;
}

/**
 * Listens to "something changed" hints. A hint carries no figures: a lost one
 * costs a few seconds, never correctness.
 *
 * @returns stops listening.
 */
export function listenToHints(bus: BusService, hints: Hint[], listener: HintListener): () => void {
  const onHint = (payload: { head?: string | number }) =>
    listener.onHint(String(payload.head ?? ""));
  const onUp = () => listener.onConnected(true);
  const onDown = () => listener.onConnected(false);
  const types = hints.map((hint) => `stock_control_tower.${hint}`);
  const states = [
    ["BUS:CONNECT", onUp],
    ["BUS:RECONNECT", onUp],
    ["BUS:DISCONNECT", onDown],
    ["BUS:RECONNECTING", onDown],
  ] as const;

  for (const type of types) bus.subscribe(type, onHint);
  for (const [event, callback] of states) bus.addEventListener(event, callback);
  void bus.addChannel(CHANNEL);
  return () => {
    for (const type of types) bus.unsubscribe(type, onHint);
    for (const [event, callback] of states) bus.removeEventListener(event, callback);
    bus.deleteChannel(CHANNEL);
  };
}
