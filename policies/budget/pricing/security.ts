/** Secrets, keys and certificates. */
import { list, NotPriced, type Pricer, text } from "./reading";

/** A secret is billed again in every region that it is replicated to. Reads are usage. */
export const secret: Pricer = {
  priced: ["replicas"],
  charges: (resource) => [{ item: "secret", amount: 1 + list(resource, "replicas").length, kind: "fixed" }],
};

export const kmsKey: Pricer = {
  priced: [],
  charges: () => [{ item: "kms-key", amount: 1, kind: "fixed" }],
  assumptions: (resource) => [`${resource.name}: requests to the key are counted as 0`],
};

/** A public certificate for AWS's own load balancers is free. */
export const certificate: Pricer = {
  priced: ["certificateAuthorityArn", "options"],
  charges(resource) {
    if (text(resource, "certificateAuthorityArn", "") !== "") {
      throw new NotPriced("no price is known for a certificate of a private authority");
    }
    if (text(resource, "options.export", "DISABLED") === "ENABLED") {
      throw new NotPriced("no price is known for an exportable certificate");
    }
    return [];
  },
};
