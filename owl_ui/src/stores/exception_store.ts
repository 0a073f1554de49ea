import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { ExceptionsApi } from "../services/exceptions_api";
import type { ExceptionDetail } from "../types/exceptions";

/** The one exception that is open beside the list. */
export class ExceptionStore {
  id: number | null = null;
  detail: ExceptionDetail | null = null;
  failure: string | null = null;
  private readonly api: ExceptionsApi;

  constructor(api: ExceptionsApi) {
    this.api = markRaw(api);
  }

  /** @param id null closes it */
  async open(id: number | null): Promise<void> {
    if (id !== this.id) this.detail = this.failure = null;
    this.id = id;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    try {
      const detail = await this.api.detail(id);
      if (id !== this.id) return;
      this.detail = markRaw(detail);
      this.failure = null;
    } catch (error) {
      if (id === this.id) this.failure = reasonOf(error);
    }
  }
}

export function createExceptionStore(api: ExceptionsApi): ExceptionStore {
  return reactive(new ExceptionStore(api));
}
