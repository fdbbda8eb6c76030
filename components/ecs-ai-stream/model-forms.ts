/** The texts by which models are named and reached; see `components/forms.ts`. */
import type { Flaw, Form } from "../forms";

/** What means the task itself when a task calls it. */
const LOCAL_NAMES = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

const MODEL_ID = {
  words: "the id of a model, as its provider writes it",
  pattern: /^[A-Za-z0-9][A-Za-z0-9._:/-]{1,127}$/,
};

export const MODEL_FORMS = {
  modelId: { ...MODEL_ID, example: "amazon.nova-lite-v1:0" },
  embeddingModelId: { ...MODEL_ID, example: "text-embedding-3-small" },
  httpsAddress: {
    words: "an https:// address without credentials or query",
    example: "https://models.example.com/v1",
    pattern: /^https:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/,
    flaw: (text) => addressFlaw(text, "https"),
  },
  httpAddress: {
    words: "an http:// or https:// address without credentials or query, as the tasks see it",
    example: "http://ollama.internal.example.com:11434",
    pattern: /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/,
    flaw: (text) => addressFlaw(text, "http"),
  },
} satisfies Record<string, Form>;

function addressFlaw(text: string, least: "http" | "https"): Flaw | undefined {
  const form = least === "https" ? MODEL_FORMS.httpsAddress : MODEL_FORMS.httpAddress;
  if (!URL.canParse(text)) return { wrong: "not an address", change: `Write it like ${form.example}.` };
  const url = new URL(text);
  if (url.username || url.password) {
    return {
      wrong: "credentials in an address",
      change: "Take them out; a key goes to apiKey, as a secret.",
    };
  }
  if (url.search || url.hash)
    return { wrong: "a query in an address", change: "Leave out everything from ? or # on." };
  if (least === "https" && url.protocol === "http:") {
    return { wrong: "unencrypted http", change: "Use https: the API key travels with every request." };
  }
  if (LOCAL_NAMES.test(url.hostname)) {
    return {
      wrong: "an address that means the task itself",
      change: "Name the host by which the tasks reach it.",
    };
  }
  return form.pattern.test(text)
    ? undefined
    : { wrong: "not an address", change: `Write it like ${form.example}.` };
}
