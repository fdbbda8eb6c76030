/** A Redis or Valkey replication group: each of its nodes, replicas included. */
import { amount, list, NotPriced, type Pricer, text, valueAt } from "./reading";

export const replicationGroup: Pricer = {
  priced: [
    "engine",
    "nodeType",
    "numCacheClusters",
    "numNodeGroups",
    "replicasPerNodeGroup",
    "nodeGroupConfigurations",
    "snapshotRetentionLimit",
  ],
  charges(resource) {
    const item = `elasticache-${text(resource, "engine", "redis")}-${text(resource, "nodeType")}`;
    if (list(resource, "nodeGroupConfigurations").length > 0) {
      throw new NotPriced("no price is known for node groups that are configured one by one");
    }
    // A deployed group states both, and then `numCacheClusters` is all of its nodes.
    const sharded = valueAt(resource, "numCacheClusters") === undefined;
    const nodes = sharded
      ? amount(resource, "numNodeGroups", 1) * (1 + amount(resource, "replicasPerNodeGroup", 0))
      : amount(resource, "numCacheClusters");
    return [{ item, amount: nodes, kind: "fixed" }];
  },
  assumptions(resource) {
    return amount(resource, "snapshotRetentionLimit", 0) > 1
      ? [`${resource.name}: backups beyond the first, free one are counted as 0 GB`]
      : [];
  },
};
