/** The texts by which an identity provider and its people are named; see `components/forms.ts`. */
import type { Flaw, Form } from "../forms";

const DISCOVERY = /\/\.well-known(\/.*)?$/;

export const SIGN_ON_FORMS = {
  issuer: {
    words: "the issuer of an OpenID Connect provider: https, no port, no trailing slash",
    example: "https://id.example.com/realms/staff",
    pattern: /^https:\/\/[A-Za-z0-9.-]+(\/[^\s/?#]+)*$/,
    flaw: issuerFlaw,
  },
  clientId: {
    words: "a client id, without spaces",
    example: "open-webui",
    pattern: /^[\x21-\x7e]{1,255}$/,
  },
  emailDomain: {
    words: "what follows @ in an email address, in lower case",
    example: "example.com",
    pattern: /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
  },
} satisfies Record<string, Form>;

/** The address of the provider's description is made of the issuer: each way to write it twice is refused. */
function issuerFlaw(text: string): Flaw | undefined {
  const { pattern, example } = SIGN_ON_FORMS.issuer;
  if (pattern.test(text) && !DISCOVERY.test(text)) return undefined;
  const bare = text.replace(DISCOVERY, "").replace(/\/+$/, "");
  if (bare !== text && pattern.test(bare)) {
    const wrong = DISCOVERY.test(text) ? "the address of the provider's description" : "a trailing slash";
    return { wrong, change: `Write ${bare}.` };
  }
  if (/^https:\/\/[^/]*:\d+/.test(text)) {
    return {
      wrong: "a port of its own",
      change: "Name a provider on 443: tasks may reach no other port outside.",
    };
  }
  if (text.startsWith("http:")) {
    return { wrong: "unencrypted http", change: "Use https: who people are travels with it." };
  }
  return { wrong: "not an issuer", change: `Write it like ${example}.` };
}
