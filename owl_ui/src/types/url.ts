/** What a page shows, as far as its URL tells: `resId` in the path, the rest behind `?`. */
export type UrlValues = Record<string, string | number | undefined>;
