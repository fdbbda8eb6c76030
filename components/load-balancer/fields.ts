/** The options of a public load balancer, each once. */
import { DATA_PROTECTION } from "../common-fields";
import { type Settings, text, whole } from "../fields";
import { FORMS, type Form } from "../forms";
import { NETWORK } from "../network/fields";

const PATH: Form = {
  words: "the path of an address, from its slash",
  example: "/health",
  pattern: /^\/[\x21-\x7e]{0,1023}$/,
};

export const LOAD_BALANCER = {
  zones: whole("How many subnets it has: each takes a public IPv4 address, which costs.", {
    unit: NETWORK.zones.unit,
    min: NETWORK.zones.min,
    max: NETWORK.zones.max,
  }),
  hostname: text(FORMS.hostname, "Public host name; its certificate is made for it."),
  zoneId: text(FORMS.zoneId, "An existing public hosted zone in Route 53 that holds the name."),
  targetPort: whole("The port that targets listen on.", { min: 1, max: 65535 }),
  healthPath: text(PATH, "The path that answers 200 when a target is healthy.", {
    source: "AWS: health checks of a target group",
    default: "/health",
  }),
  dataProtection: DATA_PROTECTION,
};

/** The plain arguments with every default filled in. */
export type LoadBalancerSettings = Settings<typeof LOAD_BALANCER>;
