/**
 * The longest names that AWS takes, in characters, by type. Source: the API reference of each service. What the provider
 * itself makes of a logical name, and up to which length, is in its schema.
 */
export const LONGEST_NAMES = {
  "aws:appautoscaling/policy:Policy": 255,
  "aws:budgets/budget:Budget": 100,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:ecs/cluster:Cluster": 255,
  "aws:ecs/service:Service": 255,
  "aws:ecs/taskDefinition:TaskDefinition": 255,
  "aws:elasticache/replicationGroup:ReplicationGroup": 40,
  "aws:elasticache/subnetGroup:SubnetGroup": 255,
  "aws:iam/role:Role": 64,
  "aws:iam/rolePolicy:RolePolicy": 128,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:rds/instance:Instance": 63,
  "aws:rds/parameterGroup:ParameterGroup": 255,
  "aws:rds/subnetGroup:SubnetGroup": 255,
  "aws:s3/bucket:Bucket": 63,
  "aws:secretsmanager/secret:Secret": 512,
  "aws:servicediscovery/httpNamespace:HttpNamespace": 1024,
  "aws:sns/topic:Topic": 256,
} as const;
