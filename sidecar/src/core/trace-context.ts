const IN_TEXT = /"traceparent"\s*:\s*"([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})"/;

/**
 * The W3C trace context an event came with: its attribute, else the header of the message. It only
 * links spans, so the text is searched and not parsed once more.
 */
export function traceparentOf(
  body: string,
  headers: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const header = headers?.traceparent;
  return IN_TEXT.exec(body)?.[1] ?? (typeof header === "string" ? header : undefined);
}
