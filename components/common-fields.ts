/** Options that several components and the config itself have: where things run, what they may cost, how data is kept. */
import { flag, text, whole } from "./fields";
import { FORMS } from "./forms";

export const ACCOUNT_ID = text(FORMS.accountId, "The only account that this environment may touch.");
export const REGION = text(FORMS.region, "The region of everything in it.");
export const BUDGET_CAP_USD = whole("The most that the environment may cost over `budgetHours`.", {
  unit: "USD",
  min: 1,
  max: 1_000_000,
  example: 180,
  source: "document 000",
});
export const DATA_PROTECTION = flag("Deletion protection, and backups that outlive the stack.", {
  default: true,
});

/** A number that counts values of a secret. */
export function version(about: string) {
  return whole(about, { min: 1, max: 1_000_000, source: "document 001", default: 1 });
}
