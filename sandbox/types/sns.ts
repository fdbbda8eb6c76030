/** SNS rows. CreateTopic answers an existing topic of the same attributes, so topics are upserted. */
import type { Row } from "./row";

const TOPIC = "aws:sns/topic:Topic";
const missing: [string, string] = ["NotFound", "Topic does not exist: {value}"];

export const sns: Row[] = [
  {
    type: TOPIC,
    source: "AWS::SNS::Topic",
    required: [],
    autoName: { property: "name", max: 256 },
    replaceOn: ["name", "namePrefix", "fifoTopic", "region"],
    computed: { owner: "{account}" },
    taggable: true,
    upsert: true,
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    source: "AWS::SNS::Subscription",
    required: ["endpoint", "protocol", "topic"],
    refs: [{ property: "topic", to: [TOPIC], missing, use: "ends" }],
    replaceOn: ["endpoint", "protocol", "topic", "region"],
    computed: {
      ownerId: "{account}",
      pendingConfirmation: true,
      confirmationWasAuthenticated: false,
    },
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    source: "AWS::SNS::TopicPolicy",
    required: ["arn", "policy"],
    refs: [{ property: "arn", to: [TOPIC], missing, use: "ends" }],
    replaceOn: ["arn", "region"],
    computed: { owner: "{account}" },
    upsert: true,
  },
];
