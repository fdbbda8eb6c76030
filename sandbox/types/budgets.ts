/** AWS Budgets row. */
import type { Row } from "./row";

export const budgets: Row[] = [
  {
    type: "aws:budgets/budget:Budget",
    source: "AWS::Budgets::Budget",
    required: ["budgetType", "timeUnit"],
    unique: {
      properties: ["name"],
      taken: ["DuplicateRecordException", "Error creating budget: {name} - the budget already exists."],
    },
    autoName: { property: "name", max: 100 },
    replaceOn: ["name", "namePrefix", "accountId"],
    computed: { accountId: "{account}" },
    taggable: true,
  },
];
