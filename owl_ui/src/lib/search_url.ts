/** What the user searches for, as the text of a URL: the facets of Odoo's search bar. */

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

/** One facet: a named item, or a filter somebody made ("Custom filter"). */
interface Facet {
  /** Type of the item; "custom" for a filter without a name. */
  t: string;
  /** Name, field or number of the item; label of a custom filter. */
  n: string | number;
  /** Value of a field, period of a date, domain of a custom filter. */
  v?: unknown;
}

export function searchToText(query: SearchQueryPart[], items: Record<number, SearchItem>): string {
  const facets = query.flatMap((part) => {
    const item = items[part.searchItemId];
    return item ? [facetOf(part, item)] : [];
  });
  return facets.length ? JSON.stringify(facets) : "";
}

/** The query a text stands for; what does not exist any more is left out. */
export function textToSearch(
  text: string,
  items: Record<number, SearchItem>,
  addFilter: (description: string, domain: string) => void,
): SearchQueryPart[] {
  const all = Object.values(items);
  return parse(text).flatMap(({ t: type, n: name, v: value }): SearchQueryPart[] => {
    if (type === "custom") {
      addFilter(String(name), String(value));
      return [];
    }
    const item = all.find((one) => one.type === type && nameOf(one) === name);
    if (!item) return [];
    const part = { searchItemId: item.id };
    if (type === "field") {
      const given = value as NonNullable<SearchQueryPart["autocompleteValue"]>;
      return [{ ...part, autocompleteValue: given }];
    }
    if (type === "dateFilter") return [{ ...part, generatorId: value as string }];
    if (type === "dateGroupBy") return [{ ...part, intervalId: value as string }];
    return [part];
  });
}

function facetOf(part: SearchQueryPart, item: SearchItem): Facet {
  const name = nameOf(item);
  if (name === undefined) {
    return { t: "custom", n: item.description ?? "", v: String(item.domain) };
  }
  const value = part.autocompleteValue ?? part.generatorId ?? part.intervalId;
  return { t: item.type, n: name, ...(value === undefined ? {} : { v: value }) };
}

function nameOf({ type, name, fieldName, serverSideId }: SearchItem): string | number | undefined {
  if (type === "favorite") return serverSideId;
  if (type === "filter" || type === "dateFilter") return name;
  return fieldName;
}

function parse(text: string): Facet[] {
  try {
    const facets: unknown = JSON.parse(text);
    return Array.isArray(facets) ? (facets as Facet[]) : [];
  } catch {
    return []; // a link somebody has mended by hand shows everything
  }
}
