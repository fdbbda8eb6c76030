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
