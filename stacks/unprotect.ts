/**
 * Letting go of protected data, for `tandem down` alone: it sets TANDEM_DATA and updates just the protected resources
 * before it destroys. Keeping data lifts what would refuse the delete; deleting it also takes the copies away.
 */
import * as pulumi from "@pulumi/pulumi";
import { lifted } from "../aws/data";

/** Whether the environment is on its way down. Then what it would cost while it is up is no longer asked. */
export function unprotecting(): boolean {
  return process.env.TANDEM_DATA !== undefined;
}

/** Changes the resources that the program registers from now on. */
export function unprotect(): void {
  const changes = lifted(process.env.TANDEM_DATA !== "delete");
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    const change = changes[type];
    return change ? { props: { ...props, ...change }, opts } : undefined;
  });
}
