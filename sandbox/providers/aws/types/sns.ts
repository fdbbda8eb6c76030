/** SNS rows. CreateTopic answers an existing topic of the same attributes; the provider refuses it before. */
import type { Properties } from "../../../../pulumi/values";
import type { Row } from "./row";

const TOPIC = "aws:sns/topic:Topic";
const missing: [string, string] = ["NotFound", "Topic does not exist: {value}"];

/** Only a FIFO topic has a name that ends so, and may tell messages apart by their content. */
function refuseTopic({ name, fifoTopic, contentBasedDeduplication }: Properties) {
  const form = fifoTopic === true ? /^[0-9A-Za-z_-]{1,251}\.fifo$/ : /^[0-9A-Za-z_-]{1,256}$/;
  if (typeof name === "string" && !form.test(name))
    return { property: "name", reason: `invalid topic name: ${name}` };
  if (fifoTopic === true || contentBasedDeduplication !== true) return undefined;
  const reason = "content-based deduplication can only be set for FIFO topics";
  return { property: "contentBasedDeduplication", reason };
}

export const sns: Row[] = [
  {
    type: TOPIC,
    source: "AWS::SNS::Topic",
    unique: { properties: ["name"], taken: ["TopicAlreadyExists", "Topic already exists: {name}"] },
    plan: refuseTopic,
    computed: { owner: "{account}" },
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    source: "AWS::SNS::Subscription",
    refs: [{ property: "topic", to: [TOPIC], missing, use: "ends" }],
    computed: {
      ownerId: "{account}",
      pendingConfirmation: true,
      confirmationWasAuthenticated: false,
    },
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    source: "AWS::SNS::TopicPolicy",
    refs: [{ property: "arn", to: [TOPIC], missing, use: "ends" }],
    computed: { owner: "{account}" },
    upsert: true,
  },
];
