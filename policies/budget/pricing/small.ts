/** What costs little and the same whatever its settings: secrets, keys, zones, alarms. */
import { fixed, type Pricer } from "./pricer";

const metricAlarm: Pricer = {
  priced: ["period", "metricQueries"],
  charges(reader) {
    const queries = reader.list("metricQueries") as { metric?: { period?: number } }[];
    const metrics = queries.flatMap(({ metric }) => (metric ? [metric] : []));
    const periods =
      metrics.length > 0 ? metrics.map(({ period }) => period ?? 60) : [reader.number("period", 60)];
    const high = periods.some((period) => Number(period) < 60);
    // An alarm on several metrics is paid once for each of them.
    return [fixed(high ? "alarm-high-resolution" : "alarm-standard", periods.length)];
  },
};

function one(item: string): Pricer {
  return { priced: [], charges: () => [fixed(item)] };
}

export const small: Record<string, Pricer> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:cloudwatch/dashboard:Dashboard": one("dashboard"),
  "aws:secretsmanager/secret:Secret": one("secret"),
  "aws:kms/key:Key": one("kms-key"),
  "aws:route53/zone:Zone": one("route53-hosted-zone"),
};
