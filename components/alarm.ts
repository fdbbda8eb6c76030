/** A CloudWatch alarm under a component: one form for all parts, so that each states only what it watches. */
import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type Bound, childName, type Self } from "./base";

/** What an alarm watches: an average or sum over minutes, and the threshold that it may not pass. */
export interface Watch {
  /** What it means when it rings, for the one who is woken. */
  description: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, pulumi.Input<string>>;
  statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  comparison: "GreaterThanThreshold" | "LessThanThreshold";
  threshold: number;
  /** Minutes that the threshold must be passed for, in periods of one minute. */
  minutes: number;
  /** What it means when nothing is measured: errors are only counted when there are any, so silence is good. */
  silence: "good" | "bad";
  /** Topics that are told, by ARN, both when it rings and when all is well again. */
  topicArns: pulumi.Input<string>[];
}

/** Makes the alarm `<component>-<role>-alarm`. */
export function alarm(self: Self, role: string, watch: Watch): MetricAlarm {
  const { name, tags, opts } = self.child(alarmRole(role));
  return new MetricAlarm(
    name,
    {
      alarmDescription: watch.description,
      namespace: watch.namespace,
      metricName: watch.metric,
      dimensions: watch.dimensions,
      statistic: watch.statistic,
      comparisonOperator: watch.comparison,
      threshold: watch.threshold,
      period: 60,
      evaluationPeriods: watch.minutes,
      treatMissingData: watch.silence === "bad" ? "breaching" : "notBreaching",
      alarmActions: watch.topicArns,
      okActions: watch.topicArns,
      tags,
    },
    opts,
  );
}

/** What an alarm of that role costs at the most. */
export function alarmBound(component: string, role: string): Bound {
  return {
    child: childName(component, alarmRole(role)),
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    item: "alarm-standard",
    amount: 1,
    kind: "fixed",
  };
}

function alarmRole(role: string): string {
  return `${role}-alarm`;
}
