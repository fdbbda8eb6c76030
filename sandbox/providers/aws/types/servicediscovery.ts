/** Cloud Map rows. */
import type { Row } from "./row";

export const NAMESPACE = "aws:servicediscovery/httpNamespace:HttpNamespace";

export const servicediscovery: Row[] = [
  {
    type: NAMESPACE,
    source: "AWS::ServiceDiscovery::HttpNamespace",
    unique: { properties: ["name"], taken: ["NamespaceAlreadyExists", "Namespace already exists: {name}"] },
    computed: { httpName: "{name}" },
    inUse: ["ResourceInUse", "Namespace {id} can't be deleted: it still has services."],
  },
];
