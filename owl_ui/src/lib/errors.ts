/** The server's own words for a refusal, else the error's. */
export function reasonOf(error: unknown): string {
  const { data, message } = error as { data?: { message?: string }; message?: string };
  return data?.message ?? message ?? String(error);
}
