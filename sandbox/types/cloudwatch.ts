/** CloudWatch rows. */
import type { Row } from "./row";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const cloudwatch: Row[] = [
  {
    type: LOG_GROUP,
    source: "AWS::Logs::LogGroup",
    required: [],
    unique: {
      properties: ["name"],
      taken: ["ResourceAlreadyExistsException", "The specified log group already exists"],
    },
    autoName: { property: "name", max: 512 },
    replaceOn: ["name", "namePrefix", "logGroupClass", "region"],
    computed: {
      logGroupClass: "STANDARD",
      skipDestroy: false,
    },
    taggable: true,
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    source: "AWS::CloudWatch::Alarm",
    required: [],
    autoName: { property: "name", max: 255 },
    replaceOn: ["name", "region"],
    taggable: true,
    upsert: true,
  },
];
