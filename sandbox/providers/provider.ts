/** What the server asks of a package's stand-in; each package has a folder here, and a row in `index.ts`. */
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { Call, WorldLink } from "../protocol/world-link";

/** A package that lacks one of these has no resources, look-ups or components of its own. */
export interface Provider {
  configure?(call: Call): void;
  check?(call: Call): provider.CheckResponse;
  diff?(call: Call): provider.DiffResponse;
  create?(call: Call): Promise<provider.CreateResponse>;
  read?(call: Call): Promise<provider.ReadResponse>;
  update?(call: Call): Promise<provider.UpdateResponse>;
  delete?(call: Call): Promise<void>;
  invoke?(call: Call): provider.InvokeResponse;
  construct?(call: Call): Promise<provider.ConstructResponse>;
}

/** What the account is, of which the world is one. */
export interface Home {
  accountId: string;
  region: string;
}

export type Make = (link: WorldLink, home: Home) => Provider;
