/** The priced types: an explicit table, so that a type is priced because somebody decided how. */
import { dashboard, metricAlarm, scalingPolicy } from "./cloudwatch";
import { cluster, SCALING_TARGET, SERVICE, scalingTarget, service } from "./ecs";
import { replicationGroup } from "./elasticache";
import { classicLoadBalancer, loadBalancer } from "./elb";
import { EIP, eip, natGateway, vpcEndpoint } from "./network";
import { instance } from "./rds";
import type { Pricer } from "./reading";
import { zone } from "./route53";
import { certificate, kmsKey, secret } from "./security";
import { bucket, usageOnly } from "./usage-only";

export const PRICERS: Readonly<Record<string, Pricer>> = {
  [SERVICE]: service,
  [SCALING_TARGET]: scalingTarget,
  "aws:acm/certificate:Certificate": certificate,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:appautoscaling/policy:Policy": scalingPolicy,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/logGroup:LogGroup": usageOnly,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  [EIP]: eip,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/vpc:Vpc": usageOnly,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ecs/cluster:Cluster": cluster,
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:elb/loadBalancer:LoadBalancer": classicLoadBalancer,
  "aws:kms/key:Key": kmsKey,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:rds/instance:Instance": instance,
  "aws:route53/record:Record": usageOnly,
  "aws:route53/zone:Zone": zone,
  "aws:s3/bucket:Bucket": bucket,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:sns/topic:Topic": usageOnly,
};
