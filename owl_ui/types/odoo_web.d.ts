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

declare module "@web/core/l10n/dates" {
  import type { DateTime } from "luxon";
  /** @param text "2026-11-24 10:00:00", UTC */
  export function deserializeDateTime(text: string): DateTime;
  /** @param text "2026-11-24" */
  export function deserializeDate(text: string): DateTime;
  /** As the user writes days. */
  export function formatDate(day: DateTime): string;
  /** In the user's language and time zone. */
  export function formatDateTime(moment: DateTime): string;
}

declare module "@web/core/commands/command_hook" {
  /** Adds an entry to the command palette (Ctrl K) while the component is shown. */
  export function useCommand(
    name: string,
    action: () => void,
    options?: { isAvailable?: () => boolean },
  ): void;
}

declare module "@web/core/dialog/dialog" {
  import { Component } from "@odoo/owl";
  export class Dialog extends Component {}
}

declare module "@web/core/confirmation_dialog/confirmation_dialog" {
  import { Component } from "@odoo/owl";
  export class ConfirmationDialog extends Component {}
}

declare module "@web/search/action_hook" {
  /** What the page gives to be kept while another one is on top of it. */
  export function useSetupAction(params: { getLocalState: () => object }): void;
}

declare module "@web/core/registry" {
  export interface RegistryCategory {
    add(key: string, component: object, options?: { force?: boolean }): this;
  }
  export const registry: { category(name: "actions"): RegistryCategory };
}

declare module "@web/core/utils/hooks" {
  import type { Services } from "odoo-services";
  export function useBus(
    bus: object,
    event: string,
    callback: (event: { detail?: Record<string, unknown> }) => void,
  ): void;
  export function useService<K extends keyof Services>(name: K): Services[K];
}

declare module "@web/core/utils/numbers" {
  export function formatFloat(
    value: number,
    options?: { digits?: [number, number]; trailingZeros?: boolean; humanReadable?: boolean },
  ): string;
}

declare module "@web/views/fields/parsers" {
  /** A number as the user writes numbers. @throws when it is none */
  export function parseFloat(text: string): number;
}

declare module "@web/search/layout" {
  import { Component } from "@odoo/owl";
  export class Layout extends Component {}
}

declare module "@web/webclient/actions/action_service" {
  export const standardActionServiceProps: Record<string, true>;
}

declare module "@web/search/with_search/with_search" {
  import { Component } from "@odoo/owl";
  export class WithSearch extends Component {}
}

declare module "@web/search/search_bar/search_bar" {
  import { Component } from "@odoo/owl";
  export class SearchBar extends Component {}
}

declare module "@web/search/search_model" {
  export interface SearchItem {
    id: number;
    type: string;
    name?: string;
    fieldName?: string;
    description?: string;
    domain?: unknown;
    serverSideId?: number;
  }
  export interface SearchQueryPart {
    searchItemId: number;
    autocompleteValue?: { label: string; operator: string; value: unknown };
    generatorId?: string;
    intervalId?: string;
  }
  export interface SearchConfig {
    resModel: string;
    context?: Record<string, unknown>;
  }
  export class SearchModel {
    query: SearchQueryPart[];
    searchItems: Record<number, SearchItem>;
    searchViewFields: Record<string, { string: string } | undefined>;
    blockNotification: boolean;
    load(config: SearchConfig): Promise<void>;
    createNewFilters(filters: { description: string; domain: string; invisible: string }[]): void;
    clearQuery(): void;
    _notify(): void;
    _reset(): void;
  }
}

declare module "@web/core/datetime/datetime_input" {
  import { Component } from "@odoo/owl";
  export class DateTimeInput extends Component {}
}

declare module "@web/core/dropdown/dropdown" {
  import { Component } from "@odoo/owl";
  export class Dropdown extends Component {}
}

declare module "@web/core/dropdown/dropdown_item" {
  import { Component } from "@odoo/owl";
  export class DropdownItem extends Component {}
}

declare module "@web/core/user" {
  export const user: { activeCompanies: { id: number }[] };
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
  export interface Notification {
    type: "info" | "success" | "warning" | "danger";
    buttons?: { name: string; onClick: () => void; primary?: boolean }[];
  }
  export interface Services {
    orm: Orm;
    action: {
      doAction(action: WindowAction | string, options?: { onClose?: () => void }): Promise<unknown>;
    };
    /** What a scanner reads while no field is typed in: "barcode_scanned". */
    barcode: { bus: object };
    bus_service: BusService;
    dialog: { add(component: unknown, props: object): () => void };
    /** @returns closes it */
    notification: { add(text: string, options: Notification): () => void };
    /** What the user works in: the document, or the dialog on top of it. */
    ui: { activeElement: Document | HTMLElement };
  }
}

declare module "@web/core/copy_button/copy_button" {
  import { Component } from "@odoo/owl";
  export class CopyButton extends Component {}
}
