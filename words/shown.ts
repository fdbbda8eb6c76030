/** How other people's values are shown: short, on one line, and without what looks like a secret. */
import { redact } from "./redact";

/** The most characters of a value that are shown. */
const LONGEST = 80;

/** A text of ours that stands for a value, and is shown as it is. */
export class Verbatim {
  constructor(readonly text: string) {}
}

export function verbatim(text: string): Verbatim {
  return new Verbatim(text);
}

/** A value for a message. What a list or a mapping holds is not shown: it may be anything. */
export function shown(value: unknown): string {
  if (value instanceof Verbatim) return value.text;
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return JSON.stringify(cut(redact(value)));
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : String(value);
}

/** A value with what it holds, where by its kind it is no secret: names, dates, figures. */
export function inFull(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const hidden = JSON.stringify(value, (_, part) => (typeof part === "string" ? redact(part) : part));
  return verbatim(cut(hidden));
}

/** What kind of value it is and how large, for a document that may hold anything. */
export function outline(value: unknown): unknown {
  if (value === null) return verbatim("null");
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return verbatim(`a list of ${value.length}`);
  const keys = Object.keys(value).slice(0, 5).map(plainKey);
  return verbatim(keys.length === 0 ? "an empty object" : `an object with ${keys.join(", ")}`);
}

/** A key as it stands, if it is a plain word; else quoted, so that it cannot break the line. */
export function plainKey(key: string): string {
  const text = cut(redact(key));
  return /^[\w:.$[\]-]+$/.test(text) ? text : JSON.stringify(text);
}

/** Without line breaks and the control characters by which a terminal can be deceived. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** With escapes for the control characters by which a terminal can be deceived: other people's names, as they are. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => {
    return `\\u{${one.codePointAt(0)!.toString(16)}}`;
  });
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
