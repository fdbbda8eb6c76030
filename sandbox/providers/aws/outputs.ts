/** What the provider answers: inputs with their secrets kept, and computed values, unknown ones in a preview. */
import { hasSecret, type Properties, reveal, Secret, UNKNOWN } from "../../../pulumi/values";
import { computedKeys } from "../../world/operations";
import { hashed, isHashed, type World, type WorldResource } from "../../world/world";
import type { AwsConfig } from "./configure";
import type { Entry } from "./types/row";

/** Top-level properties that carry a secret anywhere inside. */
export function secretKeys(properties: Properties): string[] {
  return Object.keys(properties).filter((key) => hasSecret(properties[key]));
}

/** Outputs of a write: `news` as the engine sent them, then what the world computed. */
export function outputsOf(row: Entry, news: Properties, computed: Properties): Properties {
  const { __defaults, ...inputs } = news;
  return marked(row, { ...inputs, ...computed });
}

/** Outputs of a create that is only previewed; `own` are those that the provider makes itself. */
export function previewCreate(row: Entry, news: Properties, own: Properties): Properties {
  const unknown = Object.fromEntries(computedKeys(row).map((key) => [key, UNKNOWN]));
  const { __defaults, ...inputs } = news;
  return marked(row, { ...unknown, ...inputs, ...own });
}

/** Outputs of an update that is only previewed: what was computed stays. */
export function previewUpdate(row: Entry, olds: Properties, news: Properties, own: Properties): Properties {
  const kept = Object.fromEntries(computedKeys(row).map((key) => [key, olds[key]]));
  const { __defaults, ...inputs } = news;
  return marked(row, { ...kept, ...inputs, ...own });
}

/** What the provider says itself: the region where there is one, and all tags, its default ones among them. */
export function ownOutputs(
  { schema }: Entry,
  news: Properties,
  { region, defaultTags }: AwsConfig,
): Properties {
  return {
    ...(schema.regional ? { region: news.region ?? region } : {}),
    ...(schema.tags ? { tagsAll: allTags(news.tags, defaultTags) } : {}),
  };
}

function allTags(tags: unknown, defaultTags: Properties): unknown {
  if (tags === undefined || tags === null) return defaultTags;
  if (tags === UNKNOWN) return UNKNOWN;
  return tags instanceof Secret
    ? new Secret({ ...defaultTags, ...(tags.value as Properties) })
    : { ...defaultTags, ...tags };
}

/**
 * What the world holds, for the state. The world has hashes only: a secret that the state knows and that is still the
 * same comes back as it was; one that is not stays a hash, which the next update repairs.
 */
export function restored(world: World, values: WorldResource["inputs"], known: Properties[]): Properties {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (!isHashed(value)) return [key, value];
      const same = known
        .map((one) => one[key])
        .find((one) => one !== undefined && hashed(world, reveal(one)) === value);
      return [key, same === undefined ? new Secret(value) : same instanceof Secret ? same : new Secret(same)];
    }),
  );
}

function marked(row: Entry, outputs: Properties): Properties {
  for (const key of row.schema.secrets ?? []) {
    const value = outputs[key];
    if (value !== undefined && value !== null && !(value instanceof Secret)) outputs[key] = new Secret(value);
  }
  return outputs;
}
