import { App, type ComponentConstructor } from "@odoo/owl";

const files = import.meta.glob<string>("../src/**/*.xml", {
  query: "?raw",
  import: "default",
  eager: true,
});
/** The same templates that Odoo serves. */
const templates = `<templates>${Object.values(files)
  .map((file) => file.replace(/<\?xml[^>]*\?>/, "").replace(/<\/?templates[^>]*>/g, ""))
  .join("")}</templates>`;

const apps: App[] = [];

/** Mounts a component as Odoo would; the page is cleared after each test. */
export async function mount<P extends object>(
  component: ComponentConstructor<P>,
  props: P,
  services: Record<string, unknown> = {},
): Promise<HTMLElement> {
  const target = document.createElement("div");
  document.body.append(target);
  const app = new App(component, {
    templates,
    props,
    env: { services, config: {} },
    test: true,
    translatableAttributes: ["label", "title", "text", "placeholder", "aria-label"],
    translateFn: (text: string) => text,
  });
  apps.push(app);
  await app.mount(target);
  return target;
}

export function destroyApps(): void {
  for (const app of apps.splice(0)) app.destroy();
}

/** Lets promises settle and OWL draw what they changed. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

export function texts(root: ParentNode, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map((element) =>
    (element.textContent ?? "").replace(/\s+/g, " ").trim(),
  );
}
