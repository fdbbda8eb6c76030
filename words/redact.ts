/** Hides what may be a secret in other people's text. */

/**
 * The text without credentials in an address, without its query, and without what looks like a token: 24 or more
 * characters with letters and digits in one run. An image's digest is no secret and stays.
 */
export function redact(text: string): string {
  return text
    .replace(/\/\/[^/\s]*@/g, "//[secret]@")
    .replace(/\?.*$/s, "?[secret]")
    .replace(/(?<!sha256:)\b(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{24,}/g, "[secret]");
}

/** A line of a file with `*` for what may be a secret, character by character, so that a caret below it stays right. */
export function starred(line: string): string {
  return line
    .replace(
      /((?:key|token|secret|secure|password)["']?\s*:\s*)(.*)$/i,
      (_, key: string, value: string) => key + value.replace(/\S/g, "*"),
    )
    .replace(/[A-Za-z0-9_+/=-]{24,}/g, (run) => "*".repeat(run.length));
}
