/** Both sides of a diff as the provider sees them: what it fills in itself is no change. */
import { defaultsOf, type TypeFacts } from "../../../aws/schema";
import type { Properties } from "../../../pulumi/values";
import type { AwsConfig } from "./configure";

export interface Sides {
  olds: Properties;
  news: Properties;
}

/** A state need not have the defaults, nor the region: they are filled in on both sides. */
export function comparable(
  schema: TypeFacts,
  { olds, news }: Sides,
  { region, defaultTags }: AwsConfig,
): Sides {
  const own = { ...defaultsOf(schema), ...(schema.regional ? { region } : {}) };
  const filled = (inputs: Properties) => {
    const given = Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null);
    return { ...own, ...Object.fromEntries(given) };
  };
  return { olds: withoutDefaults(filled(olds), news, defaultTags), news: filled(news) };
}

/** States of earlier versions hold the default tags among the resource's own. */
function withoutDefaults(olds: Properties, news: Properties, defaultTags: Properties): Properties {
  if (typeof olds.tags !== "object" || olds.tags === null) return olds;
  const asked = (news.tags ?? {}) as Properties;
  const own = Object.entries(olds.tags).filter(([key, value]) => key in asked || defaultTags[key] !== value);
  return { ...olds, tags: own.length === 0 && news.tags === undefined ? undefined : Object.fromEntries(own) };
}
