/**
 * The texts that components take: for each its form in words, an example, and what is wrong with any other text. The
 * config's messages and the editor's schema are made from the same forms.
 */

/** What is wrong with a text, and what to write instead. */
export interface Flaw {
  wrong: string;
  /** What is allowed, where that is not the whole form. */
  expected?: string;
  change: string;
}

export interface Form {
  /** What is allowed, in words that can stand after "expected". */
  words: string;
  example: string;
  /** For the editor, and the whole rule where `flaw` is absent. */
  pattern: RegExp;
  /** A rule that a pattern alone cannot explain. */
  flaw?(text: string): Flaw | undefined;
}

/** What is wrong with this text, if anything is. */
export function flawOf(form: Form, text: string): Flaw | undefined {
  if (form.flaw) return form.flaw(text);
  return form.pattern.test(text)
    ? undefined
    : { wrong: "wrong form", change: `Write it like ${form.example}.` };
}

export const FORMS = {
  accountId: {
    words: "the 12 digits of an AWS account, in quotes",
    example: '"123456789012"',
    pattern: /^\d{12}$/,
  },
  region: {
    words: "the name of an AWS region",
    example: "us-east-1",
    pattern: /^[a-z]{2}(-[a-z]{1,12}){1,3}-\d$/,
  },
  hostname: {
    words: "a full host name in lower case: letters, digits and hyphens between dots",
    example: "ai.example.com",
    pattern: /^(?=.{4,64}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
    flaw: hostnameFlaw,
  },
  zoneId: {
    words: "the id of a Route 53 hosted zone: Z, then capitals and digits",
    example: "Z0123456789ABCDEFGHIJ",
    pattern: /^Z[A-Z0-9]{4,31}$/,
  },
  image: {
    words: "repository@sha256:<64 hex digits>",
    example: `registry.example.com/name@sha256:${"0123456789abcdef".repeat(4)}`,
    pattern: /^[a-z0-9]([a-z0-9._/-]|:\d+\/)*@sha256:[0-9a-f]{64}$/,
    flaw: imageFlaw,
  },
  instanceClass: {
    words: "an RDS instance class",
    example: "db.t4g.micro",
    pattern: /^db\.[a-z][a-z0-9-]*\.[a-z0-9]+$/,
  },
  nodeType: {
    words: "an ElastiCache node type",
    example: "cache.t4g.micro",
    pattern: /^cache\.[a-z][a-z0-9-]*\.[a-z0-9]+$/,
  },
  /** Versions in standard support; older ones cost extra by the vCPU-hour (AWS, "RDS Extended Support"). */
  engineVersion: {
    words: "a major version of PostgreSQL from 15 to 18, in quotes",
    example: '"17"',
    pattern: /^1[5-8]$/,
  },
  email: {
    words: "an email address",
    example: "ops@example.com",
    pattern: /^[^\s@,<>]+@[^\s@,<>]+\.[^\s@,<>.]+$/,
  },
} satisfies Record<string, Form>;

function hostnameFlaw(text: string): Flaw | undefined {
  if (/^[a-z]+:\/\//i.test(text)) {
    return { wrong: "an address, not a host name", change: "Leave out the scheme and the path." };
  }
  if (text.startsWith("*.")) {
    return { wrong: "a wildcard", change: "Name the one host that the load balancer answers for." };
  }
  if (/[^\x20-\x7e]/.test(text)) return unicodeHostFlaw(text);
  if (!/^[\w.-]+$/.test(text))
    return { wrong: "not a host name", change: `Write it like ${FORMS.hostname.example}.` };
  if (/[A-Z]/.test(text)) return { wrong: "capital letters", change: `Write ${text.toLowerCase()}.` };
  if (text.includes("_")) {
    return { wrong: "an underscore, which no host name has", change: `Write ${text.replaceAll("_", "-")}.` };
  }
  if (text.endsWith(".")) return { wrong: "a trailing dot", change: `Write ${text.replace(/\.+$/, "")}.` };
  const long = text.split(".").find((label) => label.length > 63);
  if (long)
    return {
      wrong: `a label of ${long.length} characters`,
      expected: "at most 63 between two dots",
      change: "Shorten it.",
    };
  if (text.length > 64) {
    return {
      wrong: `a name of ${text.length} characters`,
      expected: "at most 64, as its certificate has no room for more",
      change: "Shorten it.",
    };
  }
  if (FORMS.hostname.pattern.test(text)) return undefined;
  return { wrong: "not a host name", change: `Write it like ${FORMS.hostname.example}.` };
}

function unicodeHostFlaw(text: string): Flaw {
  const ascii = URL.canParse(`https://${text}`) ? new URL(`https://${text}`).hostname : undefined;
  return {
    wrong: "letters outside ASCII",
    change: ascii ? `Write its punycode form, ${ascii}.` : `Write it like ${FORMS.hostname.example}.`,
  };
}

const FIND_DIGEST = 'Find the digest with "docker buildx imagetools inspect <image>:<tag>".';

function imageFlaw(text: string): Flaw | undefined {
  const [repository = "", digest] = text.split("@");
  const tag = /:([\w][\w.-]*)$/.exec(repository)?.[1];
  if (digest === undefined) {
    const wrong = tag === "latest" ? "the moving tag latest instead of a digest" : "not pinned by digest";
    return { wrong, change: FIND_DIGEST };
  }
  if (tag !== undefined) {
    return { wrong: "both a tag and a digest", change: `Remove ":${tag}": the digest alone decides.` };
  }
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    const digits = /^sha256:([0-9a-f]*)$/.exec(digest)?.[1];
    const wrong =
      digits === undefined ? "a digest of the wrong form" : `a digest of ${digits.length} hex digits`;
    return { wrong, change: FIND_DIGEST };
  }
  if (FORMS.image.pattern.test(text)) return undefined;
  return { wrong: "a repository of the wrong form", change: "Write it in lower case, without a scheme." };
}
