/** Cloud Map rows. */
import type { Row } from "./row";

export const NAMESPACE = "aws:servicediscovery/httpNamespace:HttpNamespace";

export const servicediscovery: Row[] = [
  {
    type: NAMESPACE,
    source: "AWS::ServiceDiscovery::HttpNamespace",
    required: [],
    unique: { properties: ["name"], taken: ["NamespaceAlreadyExists", "Namespace already exists: {name}"] },
    autoName: { property: "name", max: 1024 },
    replaceOn: ["name", "description", "region"],
    computed: { httpName: "{name}" },
    taggable: true,
    inUse: ["ResourceInUse", "Namespace {id} can't be deleted: it still has services."],
  },
];
