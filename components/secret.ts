/**
 * A value that nobody needs to know, and a secret in Secrets Manager, under a component. Tasks refer to one version of it
 * by that version's id, so a new value is a new task definition: rotation is an `up` that rolls the tasks, and never
 * happens under running ones.
 */
import { Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { type Bound, childName, type Self } from "./base";

/** A stored secret, as a task definition and its execution role refer to it. */
export interface StoredSecret {
  /** ARN of the secret: what a role is allowed to read. */
  arn: pulumi.Output<string>;
  /** `<ARN>:::<version id>`: what a container's `valueFrom` names. */
  reference: pulumi.Output<string>;
}

/** Days that a deleted secret can be brought back: AWS's longest window, or none where data is not protected. */
export function recoveryDays(dataProtection: boolean): number {
  return dataProtection ? 30 : 0;
}

/**
 * Makes a value that needs no escaping in a URL: letters and digits only, six bits each. Another `version` makes another
 * value; without one it stays for good.
 */
export function makeValue(self: Self, role: string, length: number, version?: number): pulumi.Output<string> {
  const { name, opts } = self.child(role);
  const keepers = version === undefined ? undefined : { version: String(version) };
  return new RandomPassword(name, { length, special: false, keepers }, opts).result;
}

/** Stores `value` as the secret `<component>-<role>`. */
export function storeSecret(
  self: Self,
  role: string,
  args: { description: string; value: pulumi.Input<string>; dataProtection: boolean },
): StoredSecret {
  const { name, tags, opts } = self.child(role);
  const secret = new Secret(
    name,
    {
      description: args.description,
      recoveryWindowInDays: recoveryDays(args.dataProtection),
      tags,
    },
    opts,
  );
  // A value that is not known yet is an update to the provider, and a known one a replacement: without this a preview
  // would not show that a rotation rolls the tasks.
  const current = self.child(`${role}-version`, { replaceOnChanges: ["secretString"] });
  const version = new SecretVersion(
    current.name,
    { secretId: secret.id, secretString: args.value },
    current.opts,
  );
  return { arn: secret.arn, reference: pulumi.interpolate`${secret.arn}:::${version.versionId}` };
}

/** What a secret of that role costs at the most. */
export function secretBound(component: string, role: string): Bound {
  return {
    child: childName(component, role),
    type: "aws:secretsmanager/secret:Secret",
    item: "secret",
    amount: 1,
    kind: "fixed",
  };
}
