import type { Problem } from "../../words/problem";

/** What a config is judged against beside itself. */
export interface ConfigContext {
  /** The stack's name. */
  stack: string;
  /** What messages start with: the file's name, `Pulumi.bc1.yaml`. */
  where: string;
  /** What is encrypted: whole keys (`tandem:aiStream`) or paths (`tandem:aiStream.models.apiKey`). */
  secretKeys: ReadonlySet<string>;
  /** Regions for which the project has prices. */
  pricedRegions: readonly string[];
  /** In the sandbox nothing is pulled: an image that is not built yet is accepted. */
  sandbox: boolean;
}

/**
 * What no key can say about itself: values that do not go together, or not with this stack. A check gets the valid part
 * of the config, and is silent while a value that it needs is not there.
 */
export type Check = (config: never, context: ConfigContext) => readonly Problem[];
