import { useSetupAction } from "@web/search/action_hook";
import type { UrlValues } from "../../types/url";

/** The props of a client action that tell where it is. */
export interface UrlProps {
  action?: { params?: Record<string, unknown> };
  resId?: number | boolean;
  /** What the page showed when the user left it by a link; the breadcrumb leads back. */
  state?: { url?: UrlValues };
  updateActionState?: (state: UrlValues) => void;
}

/** Walking through a list is one step of the browser's history, not one per row. */
const SETTLE_MS = 400;

/**
 * Makes what a page shows its URL: it can be kept, sent and gone back to.
 *
 * @param names of the parameters; others in the URL are not the page's
 */
export function useUrlState(
  props: UrlProps,
  names: string[],
): { initial: UrlValues; show(state: UrlValues, settle?: boolean): void } {
  const initial = props.state?.url ?? fromProps(props, names);
  const nothing = Object.fromEntries([...names, "resId"].map((name) => [name, undefined]));
  let current = initial;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const push = () => props.updateActionState?.({ ...nothing, ...current });

  useSetupAction({ getLocalState: () => ({ url: current }) });
  push();
  return {
    initial,
    show(state, settle = false) {
      current = state;
      clearTimeout(timer);
      if (settle) timer = setTimeout(push, SETTLE_MS);
      else push();
    },
  };
}

function fromProps({ action, resId }: UrlProps, names: string[]): UrlValues {
  const params = action?.params ?? {};
  const state: UrlValues = {};
  for (const name of names) {
    const value = params[name];
    if (typeof value === "string" || typeof value === "number") state[name] = value;
  }
  const record = Number(resId || params.resId);
  return record ? { ...state, resId: record } : state;
}
