import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("stock_control_tower_promise", {
  steps: () => [
    {
      content: "The tower is there, so that it opens nothing over what comes",
      trigger: ".o_sct_health_text",
    },
    {
      content: "Inventory opens its menu of products",
      trigger: '.o_menu_sections [data-menu-xmlid="stock.menu_stock_inventory_control"]',
      run: "click",
    },
    {
      content: "What can be promised is in it",
      trigger: '[data-menu-xmlid="stock_control_tower.menu_stock_tower_atp_position"]',
      run: "click",
    },
    {
      content: "Only what lacks something",
      trigger: ".o_searchview_dropdown_toggler",
      run: "click",
    },
    {
      content: "Only what lacks something",
      trigger: ".o_filter_menu .o-dropdown-item:contains(Overcommitted)",
      run: "click",
    },
    {
      content: "The product of the test lacks 3",
      trigger: ".o_data_row:contains(PROMISE-TOUR) td[name=overcommitted]:contains(3)",
    },
    {
      content: "Why?",
      trigger: ".o_data_row:contains(PROMISE-TOUR) td[name=product_id]",
      run: "click",
    },
    {
      content: "The terms are there, the demand with its document",
      trigger: "table[name=terms] a[href*='stock.picking']",
    },
    {
      content: "And what becomes of it by day",
      trigger: "table[name=balance] td:contains(-3)",
    },
    {
      content: "The stock behind it is one click away",
      trigger: "button[name=action_open_states]",
      run: "click",
    },
    {
      content: "And is listed",
      trigger: ".o_list_view .o_data_row:contains(PROMISE-TOUR)",
    },
  ],
});
