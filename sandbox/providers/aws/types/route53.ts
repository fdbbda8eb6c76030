/** Route 53 rows. Hosted zones are not ours: any zone id is taken to exist. */
import type { Row } from "./row";

export const RECORD = "aws:route53/record:Record";

export const route53: Row[] = [
  {
    type: RECORD,
    source: "AWS::Route53::RecordSet",
    unique: {
      properties: ["zoneId", "name", "type", "setIdentifier"],
      taken: [
        "InvalidChangeBatch",
        "Tried to create resource record set [name='{name}', type='{type}'] but it already exists",
      ],
    },
    computed: { fqdn: "{name}" },
  },
];
