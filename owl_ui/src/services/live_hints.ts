import type { BusService } from "odoo-services";

/** Name a client asks for; the server turns it into its companies' channels. */
const CHANNEL = "stock_control_tower";
const CHANGED = "stock_control_tower.changed";

export interface HintListener {
  /** Events up to `head` exist; the figures may be behind. */
  onHint(head: string): void;
  onConnected(connected: boolean): void;
}

/**
 * Listens to "something changed" hints. A hint carries no figures: a lost one
 * costs a few seconds, never correctness.
 *
 * @returns stops listening.
 */
export function listenToHints(bus: BusService, listener: HintListener): () => void {
  const onChanged = (payload: { head?: string | number }) =>
    listener.onHint(String(payload.head ?? "0"));
  const onUp = () => listener.onConnected(true);
  const onDown = () => listener.onConnected(false);
  const states = [
    ["BUS:CONNECT", onUp],
    ["BUS:RECONNECT", onUp],
    ["BUS:DISCONNECT", onDown],
    ["BUS:RECONNECTING", onDown],
  ] as const;

  bus.subscribe(CHANGED, onChanged);
  for (const [event, callback] of states) bus.addEventListener(event, callback);
  void bus.addChannel(CHANNEL);
  return () => {
    bus.unsubscribe(CHANGED, onChanged);
    for (const [event, callback] of states) bus.removeEventListener(event, callback);
    bus.deleteChannel(CHANNEL);
  };
}
