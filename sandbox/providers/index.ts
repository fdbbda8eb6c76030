/** The packages that the sandbox stands in for. */
import { awsProvider } from "./aws";
import { awsxProvider } from "./awsx";
import type { Make } from "./provider";
import { RandomProvider } from "./random/resources";

export const PROVIDERS: Readonly<Record<string, Make>> = {
  aws: awsProvider,
  awsx: awsxProvider,
  random: (link) => new RandomProvider(link),
};
