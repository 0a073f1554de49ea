import { afterEach, vi } from "vitest";
import { destroyApps } from "./helpers";

afterEach(() => {
  destroyApps();
  document.body.replaceChildren();
  vi.useRealTimers();
});
