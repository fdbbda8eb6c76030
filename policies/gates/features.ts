/**
 * The features that gates guard, the triggers that open each, and what each adds to an environment's monthly cap.
 * Data only. From documents 000 and 001 (Stream 2 is activated only when triggers fire), 002 and 003 (the home lab and
 * the demo decide their own base) and 004 (EKS for applications, only for its listed reasons).
 */
import type { TriggerName } from "./triggers";

export type Blueprint = "bc1" | "hybrid" | "homelab" | "demo" | "omc";

/** What an open gate adds to the cap of a month of 730 hours. */
export interface Delta {
  /** USD a month, at least 0. `null`: no document gives a figure, so the cap is not raised. */
  readonly usd: number | null;
  /** Where the figure comes from, or why there is none. */
  readonly source: string;
}

export interface Feature {
  readonly name: string;
  /** Any one of these opens the gate. */
  readonly openedBy: readonly TriggerName[];
  /** The blueprints in which the feature can be switched on, each with its delta. */
  readonly deltas: Readonly<Partial<Record<Blueprint, Delta>>>;
}

/** Features that the environment's own document decided: always on, counted in its own cap, never gated. */
export const BASELINE: Readonly<Record<Blueprint, readonly string[]>> = {
  bc1: [],
  hybrid: [],
  homelab: ["k3s", "argocd", "tunnel"],
  demo: ["eks", "argocd"],
  omc: ["eks-for-runners"],
};

const STREAM_2: readonly TriggerName[] = [
  "iac-prs-per-week",
  "team-size",
  "second-cloud",
  "on-prem-or-iot",
  "ai-sovereignty",
];

const THREE_NODES: Delta = {
  usd: 190,
  source:
    "document 000, cost model: three K3s nodes in the cloud are $120-190 a month, counted at the upper end",
};
const IN_CAP_370: Delta = {
  usd: 0,
  source: "document 000, cost model: the hybrid cap of $370 a month holds the $190 of K3s already",
};
const IN_K3S: Delta = {
  usd: 0,
  source: "document 000, stream 2: runs on the K3s nodes and is one of the services in their figure",
};
const ON_PREM: Delta = {
  usd: 0,
  source: "document 000, cost model: on existing hardware on-prem, $0 a month",
};
const NO_FIGURE: Delta = { usd: null, source: "unknown: no document gives a figure for it in the cloud" };
const CONTROL_PLANE: Delta = {
  usd: 73,
  source:
    "document 004, decision matrix: one more EKS control plane is $73 a month; it gives no figure for nodes",
};

export const FEATURES: readonly Feature[] = [
  { name: "k3s", openedBy: STREAM_2, deltas: { bc1: THREE_NODES, hybrid: IN_CAP_370 } },
  // With its base: cert-manager, external-dns, monitoring.
  { name: "argocd", openedBy: STREAM_2, deltas: { bc1: IN_K3S, hybrid: IN_K3S } },
  { name: "vault", openedBy: STREAM_2, deltas: { bc1: IN_K3S, hybrid: IN_K3S, homelab: ON_PREM } },
  {
    name: "atlantis",
    openedBy: ["iac-prs-per-week", "team-size"],
    deltas: { bc1: IN_K3S, hybrid: IN_K3S, homelab: ON_PREM },
  },
  {
    name: "pr-environments",
    openedBy: ["team-size"],
    deltas: { bc1: NO_FIGURE, hybrid: NO_FIGURE, homelab: ON_PREM },
  },
  {
    name: "crossplane",
    openedBy: ["second-cloud"],
    deltas: { bc1: IN_K3S, hybrid: IN_K3S, homelab: ON_PREM },
  },
  { name: "edge", openedBy: ["on-prem-or-iot"], deltas: { bc1: ON_PREM, hybrid: ON_PREM, homelab: ON_PREM } },
  {
    name: "local-inference",
    openedBy: ["ai-sovereignty"],
    deltas: { bc1: NO_FIGURE, hybrid: NO_FIGURE, homelab: ON_PREM },
  },
  {
    name: "eks-for-applications",
    openedBy: [
      "kubernetes-features",
      "second-cloud",
      "kubernetes-expertise",
      "microservices",
      "service-mesh",
    ],
    deltas: { omc: CONTROL_PLANE },
  },
];

/** Names of the features that have a gate in some blueprint, in the table's order. */
export const GATED_NAMES: readonly string[] = FEATURES.map((row) => row.name);

/** The gates of one blueprint, in the table's order. */
export function gatesOf(blueprint: Blueprint): readonly Feature[] {
  return FEATURES.filter((row) => row.deltas[blueprint] !== undefined);
}
