/** The options of a Redis, each once. */
import { DATA_PROTECTION, version } from "../common-fields";
import { type Settings, text } from "../fields";
import { FORMS } from "../forms";

export const REDIS = {
  nodeType: text(FORMS.nodeType, "Size of its one node.", {
    source: "AWS: ElastiCache nodes",
    default: "cache.t4g.micro",
  }),
  tokenVersion: version("Counts auth tokens: the next number makes the next one."),
  dataProtection: DATA_PROTECTION,
};

/** The plain arguments with every default filled in. */
export type RedisSettings = Settings<typeof REDIS>;
