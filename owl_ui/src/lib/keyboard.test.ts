import { describe, expect, test } from "vitest";
import { ShortcutReader, shortcutOf } from "./keyboard";

function press(key: string, on = "<div></div>", options: KeyboardEventInit = {}): string {
  document.body.innerHTML = on;
  let found = "not pressed";
  const listen = (event: KeyboardEvent) => (found = shortcutOf(event));
  window.addEventListener("keydown", listen);
  document.body.firstElementChild?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, ...options }),
  );
  window.removeEventListener("keydown", listen);
  return found;
}

describe("a key is a shortcut", () => {
  test("anywhere on the page", () => {
    expect([press("j"), press("*"), press("Enter")]).toEqual(["j", "*", "Enter"]);
  });

  test("but not while somebody types, except for leaving", () => {
    expect([press("j", "<input>"), press("j", "<textarea></textarea>")]).toEqual(["", ""]);
    expect(press("Escape", "<input>")).toBe("Escape");
    expect(press("j", "<input type='checkbox'>")).toBe("j");
  });

  test("nor where a button acts on it, nor with Ctrl", () => {
    expect(press("Enter", "<button></button>")).toBe("");
    expect(press("j", "<button></button>")).toBe("j");
    expect(press("k", "<div></div>", { ctrlKey: true })).toBe("");
  });
});

test("two keys in time make one shortcut", () => {
  const reader = new ShortcutReader();
  expect([reader.read("g", 0), reader.read("t", 500)]).toEqual(["", "g t"]);
  expect([reader.read("g", 1_000), reader.read("t", 9_000)]).toEqual(["", "t"]);
  expect(reader.read("g", 20_000)).toBe("");
});
