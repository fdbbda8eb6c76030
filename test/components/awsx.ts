/**
 * The priced children that `awsx.ec2.Vpc` makes, which mocks do not: NAT gateways and their addresses, both named
 * `<vpc>-<zone>`. Source: pulumi-awsx 3.9.0, awsx/ec2/vpc.ts, lines 276-305 (at e60adf3c) and
 * `shouldCreateNatGateway`.
 */
import type { Registered } from "./registered";

export interface Priced {
  type: string;
  name: string;
}

export function childrenOfVpcs(found: Registered[]): Priced[] {
  return found
    .filter((one) => one.type === "awsx:ec2:Vpc")
    .flatMap(({ name, inputs }) => {
      const gateways = { None: 0, Single: 1, OnePerAz: inputs.numberOfAvailabilityZones as number };
      const count = gateways[inputs.natGateways.strategy as keyof typeof gateways];
      return Array.from({ length: count }, (_, zone) => `${name}-${zone + 1}`).flatMap((child) => [
        { type: "aws:ec2/natGateway:NatGateway", name: child },
        { type: "aws:ec2/eip:Eip", name: child },
      ]);
    });
}
