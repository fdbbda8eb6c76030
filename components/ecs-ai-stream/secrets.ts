/** The secrets that the stream itself keeps: those that it makes, and those that it is given. */
import type * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import type { ContainerSecret } from "../fargate-service/args";
import { makeValue, type StoredSecret, storeSecret } from "../secret";
import type { EcsAiStreamArgs } from "./args";
import type { EcsAiStreamSettings } from "./settings";

export interface StreamSecrets {
  /** Signs sessions and encrypts stored tokens: the same for all replicas and through all deployments. */
  sessionKey: StoredSecret;
  /** What the admin signs in with; Open WebUI reads it while it has no account yet. */
  adminPassword: StoredSecret;
  /** What the agents ask of everybody who calls them; Open WebUI is the only one who has it. */
  agentsKey: StoredSecret;
  /** Key to the models' endpoint. */
  modelKey?: StoredSecret;
  /** Open WebUI's client secret at the identity provider. */
  singleSignOn?: StoredSecret;
}

/** Makes and stores them. */
export function storeSecrets(
  self: Self,
  settings: EcsAiStreamSettings,
  { models, openWebUi }: EcsAiStreamArgs,
): StreamSecrets {
  const store = (role: string, description: string, value: pulumi.Input<string>) =>
    storeSecret(self, role, { description, value, dataProtection: settings.dataProtection });
  const generate = (role: string, length: number, version?: number) =>
    makeValue(self, `${role}-value`, length, version);
  const of = self.name;
  return {
    sessionKey: store("session-key", `Session key of Open WebUI in ${of}`, generate("session-key", 64)),
    // Open WebUI takes 72 characters at the most.
    adminPassword: store(
      "admin-password",
      `First password of the admin of Open WebUI in ${of}`,
      generate("admin-password", 32),
    ),
    agentsKey: store(
      "agents-key",
      `Key between Open WebUI and the agents of ${of}`,
      generate("agents-key", 64, settings.agentsKeyVersion),
    ),
    ...(models.apiKey === undefined
      ? {}
      : { modelKey: store("model-key", `Key of ${of} to its models' endpoint`, models.apiKey) }),
    ...(openWebUi.singleSignOn
      ? {
          singleSignOn: store(
            "single-sign-on",
            `Client secret of Open WebUI in ${of} at the identity provider`,
            openWebUi.singleSignOn.clientSecret,
          ),
        }
      : {}),
  };
}

/** A secret as a variable of a container. */
export function secretVariable(variable: string, { arn, reference }: StoredSecret): ContainerSecret {
  return { variable, reference, secretArn: arn };
}
