/**
 * The triggers: what is measured, or mandated, before a gate may open. Data only. From the activation triggers of
 * documents 000 and 001 (ADR-005), and from document 004's list of reasons to consider EKS for applications.
 */

/** How long a measured value is good for, in days from `measuredAt`; a mandate is good until its `reviewBy`. */
export const GOOD_FOR_DAYS = 28;

/** The span that a value covers: days counted back from `measuredAt`, a count at one moment, or mandates in force. */
export type Window = number | "moment" | "mandate";

export interface Trigger {
  /** Name that evidence cites, for example `team-size`. */
  readonly name: string;
  /** What is counted. */
  readonly metric: string;
  /** A whole number, at least 0. */
  readonly threshold: number;
  /** All thresholds are strict: 5 pull requests and 3 engineers do not fire. */
  readonly comparison: ">";
  readonly window: Window;
  /** Unit of value and threshold. */
  readonly unit: string;
  /** The document that names the trigger. */
  readonly source: string;
}

const ADR_005 = "document 001, activation triggers";
const EKS_LIST = "document 004, triggers for considering EKS";

export const TRIGGERS = [
  {
    name: "iac-prs-per-week",
    metric: "infrastructure-as-code pull requests opened",
    threshold: 5,
    comparison: ">",
    window: 7,
    unit: "pull requests",
    source: ADR_005,
  },
  {
    name: "team-size",
    metric: "engineers on the team",
    threshold: 3,
    comparison: ">",
    window: "moment",
    unit: "engineers",
    source: ADR_005,
  },
  {
    name: "second-cloud",
    metric: "mandates for Azure or GCP",
    threshold: 0,
    comparison: ">",
    window: "mandate",
    unit: "mandates",
    source: `${ADR_005}; ${EKS_LIST} (multi-cloud)`,
  },
  {
    name: "on-prem-or-iot",
    metric: "regulatory mandates for on-premises, edge or IoT",
    threshold: 0,
    comparison: ">",
    window: "mandate",
    unit: "mandates",
    source: ADR_005,
  },
  {
    name: "ai-sovereignty",
    metric: "data residency mandates on AI workloads",
    threshold: 0,
    comparison: ">",
    window: "mandate",
    unit: "mandates",
    source: "document 000, K3S activation triggers",
  },
  {
    name: "kubernetes-features",
    metric: "services that need Operators or StatefulSets",
    threshold: 0,
    comparison: ">",
    window: "moment",
    unit: "services",
    source: EKS_LIST,
  },
  {
    name: "kubernetes-expertise",
    metric: "engineers who have run Kubernetes in production (the document gives no number: one is enough)",
    threshold: 0,
    comparison: ">",
    window: "moment",
    unit: "engineers",
    source: EKS_LIST,
  },
  {
    name: "microservices",
    metric: "microservices in production",
    threshold: 50,
    comparison: ">",
    window: "moment",
    unit: "services",
    source: EKS_LIST,
  },
  {
    name: "service-mesh",
    metric: "services that need a service mesh",
    threshold: 0,
    comparison: ">",
    window: "moment",
    unit: "services",
    source: EKS_LIST,
  },
] as const satisfies readonly Trigger[];

export type TriggerName = (typeof TRIGGERS)[number]["name"];

/** Names of all triggers, in the table's order. */
export const TRIGGER_NAMES: readonly TriggerName[] = TRIGGERS.map((row) => row.name);

/** The table's row of this name. */
export function triggerNamed(name: TriggerName): Trigger {
  return TRIGGERS.find((row) => row.name === name)!;
}

/** When a trigger fires, in words: `> 5 in 7 days`, `> 3`, or `> 0 (mandate)`. */
export function condition({ comparison, threshold, window }: Trigger): string {
  const spans = { moment: "", mandate: " (mandate)" };
  return `${comparison} ${threshold}${typeof window === "number" ? ` in ${window} days` : spans[window]}`;
}
