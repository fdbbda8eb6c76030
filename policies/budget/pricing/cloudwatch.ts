/** Dashboards, and alarms, billed by the metrics that they watch, also those that target tracking makes by itself. */
import type { PlannedResource } from "../planned";
import { amount, list, NotPriced, type Pricer, text, UnknownProperty, valueAt } from "./reading";

/** Seconds under which an alarm is of high resolution. */
const STANDARD_PERIOD = 60;

export const metricAlarm: Pricer = {
  priced: ["period", "metricQueries", "thresholdMetricId", "evaluationCriteria"],
  charges(resource) {
    if (text(resource, "thresholdMetricId", "") !== "") {
      throw new NotPriced("no price is known for an anomaly detection alarm");
    }
    if (valueAt(resource, "evaluationCriteria") !== undefined) {
      throw new NotPriced("no price is known for an alarm on a query");
    }
    const queries = list(resource, "metricQueries");
    const periods =
      queries.length > 0 ? queriedPeriods(queries) : [amount(resource, "period", STANDARD_PERIOD)];
    const fine = Math.min(...periods) < STANDARD_PERIOD;
    const item = fine ? "alarm-high-resolution" : "alarm-standard";
    return [{ item, amount: periods.length, kind: "fixed" }];
  },
};

/** The periods of the metrics in the queries; expressions over them are not billed. */
function queriedPeriods(queries: readonly unknown[]): number[] {
  const periods = queries.flatMap((query) => {
    const { metric, expression } = (query ?? {}) as { metric?: { period?: unknown }; expression?: unknown };
    if (typeof expression === "string" && /\bselect\b/i.test(expression)) {
      throw new NotPriced("no price is known for an alarm on a query");
    }
    if (metric === undefined || metric === null) return [];
    if (typeof metric !== "object") throw new UnknownProperty("metricQueries");
    const { period = STANDARD_PERIOD } = metric;
    return [typeof period === "symbol" ? Number.NaN : Number(period)];
  });
  if (periods.length === 0 || periods.some(Number.isNaN)) throw new UnknownProperty("metricQueries");
  return periods;
}

export const dashboard: Pricer = {
  priced: [],
  charges: () => [{ item: "dashboard", amount: 1, kind: "fixed" }],
};

/** Target tracking makes two alarms, one to scale out and one to scale in, which are billed like any other. */
export const scalingPolicy: Pricer = {
  priced: ["policyType"],
  charges(resource: PlannedResource) {
    const type = text(resource, "policyType", "StepScaling");
    if (type === "StepScaling") return [];
    if (type === "TargetTrackingScaling") return [{ item: "alarm-standard", amount: 2, kind: "fixed" }];
    throw new NotPriced(`no price is known for a scaling policy of type ${type}`);
  },
};
