/** CloudWatch rows. */
import type { Row } from "./row";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const cloudwatch: Row[] = [
  {
    type: LOG_GROUP,
    source: "AWS::Logs::LogGroup",
    unique: {
      properties: ["name"],
      taken: ["ResourceAlreadyExistsException", "The specified log group already exists"],
    },
    computed: {
      logGroupClass: "STANDARD",
    },
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    source: "AWS::CloudWatch::Alarm",
    plan: (inputs) =>
      "metricName" in inputs && "statistic" in inputs === "extendedStatistic" in inputs
        ? {
            property: "statistic",
            reason: "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm",
          }
        : undefined,
    upsert: true,
  },
];
