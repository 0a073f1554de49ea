import { useComponent } from "@odoo/owl";

/** As Odoo's: services come from the component's environment. */
export function useService(name: string): unknown {
  const { services } = useComponent().env as { services: Record<string, unknown> };
  if (!(name in services)) throw new Error(`The test gives no service ${name}`);
  return services[name];
}
