import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("stock_control_tower_first_look", {
  steps: () => [
    {
      content: "The sentence about how things are is there",
      trigger: ".o_sct_health_text:not(:contains(Reading))",
    },
    {
      content: "The page is live",
      trigger: '.o_sct_badge[data-freshness="fresh"]',
    },
    {
      content: "Search for the product of the test",
      trigger: ".o_sct_search input",
      run: "edit TOWER-TOUR",
    },
    {
      content: "Its stock shows",
      trigger: '[data-product="TOWER-TOUR"] .o_sct_figure:contains(41)',
    },
    {
      content: "Its events are one click away",
      trigger: '[data-product="TOWER-TOUR"] .o_sct_link',
      run: "click",
    },
    {
      content: "And each of them is listed",
      trigger: ".o_list_view .o_data_row",
    },
  ],
});
