/**
 * What `tandem triggers` prints: two plain tables of at most 80 columns, made from the JSON document.
 */
import { table } from "../../words/table";
import type { TriggersDocument } from "./json";
import { condition, TRIGGERS } from "./triggers";

/** Ends with a line break. */
export function triggersReport(document: TriggersDocument): string {
  const { environment, triggers, gates } = document;
  if (gates.length === 0) return `${environment} has no gates.\n`;
  const triggerRows = triggers.map((entry) => [
    entry.name,
    entry.value === null ? "-" : String(entry.value),
    condition(TRIGGERS.find((row) => row.name === entry.name)!),
    entry.expires?.slice(0, 10) ?? "-",
    entry.state,
  ]);
  const gateRows = gates.map((entry) => [
    entry.feature,
    entry.requested ? "yes" : "no",
    entry.state === "closed" ? "closed" : `open (${entry.state})`,
    entry.budgetDeltaUsd === null ? "unknown" : `$${entry.budgetDeltaUsd}`,
  ]);
  return [
    `Triggers and gates of ${environment}`,
    "",
    ...table([["TRIGGER", "VALUE", "FIRES AT", "GOOD UNTIL", "STATE"], ...triggerRows]),
    "",
    ...table([["FEATURE", "REQUESTED", "GATE", "ADDS A MONTH"], ...gateRows]),
    "",
    `Evidence: evidence/${environment}.yaml`,
    "",
  ].join("\n");
}
