import { useEnv, useSubEnv } from "@odoo/owl";

/** Favourites belong to the page, however it was opened: by its menu or by its link. */
export function useOwnFavourites(): void {
  const { config } = useEnv<{ config: object }>();
  useSubEnv({ config: Object.create(config, { actionId: { value: false } }) as object });
}
