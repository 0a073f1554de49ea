/**
 * The few Odoo web modules this bundle uses, with the names it uses. A Python
 * test of the addon checks that each one exists in the installed Odoo.
 */
declare module "@web/core/l10n/translation" {
  type Substitution = string | number;
  export function _t(
    source: string,
    ...substitutions: Substitution[] | [Record<string, Substitution>]
  ): string;
}

declare module "@web/core/registry" {
  import type { Component } from "@odoo/owl";
  export interface RegistryCategory {
    add(key: string, value: typeof Component, options?: { force?: boolean }): this;
  }
  export const registry: { category(name: "actions"): RegistryCategory };
}

declare module "@web/core/utils/hooks" {
  import type { Services } from "odoo-services";
  export function useService<K extends keyof Services>(name: K): Services[K];
}

declare module "@web/core/utils/numbers" {
  export function formatFloat(
    value: number,
    options?: { digits?: [number, number]; trailingZeros?: boolean; humanReadable?: boolean },
  ): string;
}

declare module "@web/search/layout" {
  import { Component } from "@odoo/owl";
  export class Layout extends Component {}
}

declare module "@web/webclient/actions/action_service" {
  export const standardActionServiceProps: Record<string, true>;
}

declare module "odoo-services" {
  export interface Orm {
    call<T>(
      model: string,
      method: string,
      args?: unknown[],
      kwargs?: Record<string, unknown>,
    ): Promise<T>;
    /** An orm that shows no loading indicator and no error dialog for it. */
    silent: Orm;
  }
  export type WindowAction = Record<string, unknown>;
  export interface BusService {
    addChannel(channel: string): Promise<void>;
    deleteChannel(channel: string): void;
    subscribe<P>(type: string, callback: (payload: P) => void): void;
    unsubscribe<P>(type: string, callback: (payload: P) => void): void;
    addEventListener(event: string, callback: () => void): void;
    removeEventListener(event: string, callback: () => void): void;
  }
  export interface Services {
    orm: Orm;
    action: { doAction(action: WindowAction | string): Promise<unknown> };
    bus_service: BusService;
  }
}
