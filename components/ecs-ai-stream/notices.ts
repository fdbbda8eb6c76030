/** Who is told what: a topic for alarms, and a budget that AWS itself watches. */
import { Budget } from "@pulumi/aws/budgets";
import { Topic, TopicSubscription } from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import type { EcsAiStreamSettings } from "./settings";

/** ARN of the topic that alarms are told to; it carries no data but the alarm, and CloudWatch cannot use AWS's key. */
export function makeTopic(self: Self, settings: EcsAiStreamSettings): pulumi.Output<string> {
  const { name, tags, opts } = self.child("alarms");
  const topic = new Topic(name, { displayName: `Alarms of ${self.name}`.slice(0, 100), tags }, opts);
  for (const email of settings.notifyEmails) {
    const subscription = self.child(`alarms-${email}`);
    new TopicSubscription(
      subscription.name,
      { topic: topic.arn, protocol: "email", endpoint: email },
      subscription.opts,
    );
  }
  return topic.arn;
}

/**
 * The month's spending of the whole account against the cap: told at 80 and 100 % spent and when 100 % is foreseen.
 * AWS counts some hours late, so this only tells; what keeps the cap is the check before each `up`.
 */
export function makeBudget(self: Self, settings: EcsAiStreamSettings): void {
  const { name, tags, opts } = self.child("budget");
  const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    comparisonOperator: "GREATER_THAN",
    subscriberEmailAddresses: settings.notifyEmails,
  });
  new Budget(
    name,
    {
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(settings.budgetCapUsd),
      limitUnit: "USD",
      notifications: [
        notification("ACTUAL", 80),
        notification("ACTUAL", 100),
        notification("FORECASTED", 100),
      ],
      tags,
    },
    opts,
  );
}
