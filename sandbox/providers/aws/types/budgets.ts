/** AWS Budgets row. */
import type { Row } from "./row";

export const budgets: Row[] = [
  {
    type: "aws:budgets/budget:Budget",
    source: "AWS::Budgets::Budget",
    unique: {
      properties: ["name"],
      taken: ["DuplicateRecordException", "Error creating budget: {name} - the budget already exists."],
    },
    computed: { accountId: "{account}" },
  },
];
