/**
 * How AWS and its Pulumi provider make a resource's id and its ARN, by type: templates of inputs and outputs (`{name}`),
 * of place (`{region}`, `{account}`), and of what AWS draws itself (`{hex16}`, `{time}`). A program's state is mended by these.
 * Source: AWS Service Authorization Reference, "Resource types"; the provider's own create functions.
 */

export interface Identity {
  /** Template of the id; absent where no template makes it. */
  id?: string;
  /** Template of the ARN, of the id or of the same parts; absent where the provider gives none. */
  arn?: string;
  /** What tells one from another where the id does not: the revisions of a task definition share their id. */
  key?: string;
  /** What the provider's read takes instead of the id, for an id that AWS draws. */
  readBy?: string;
  /** A second one of the same inputs is an error, and nothing leads to the first. */
  refusedTwice?: boolean;
}

export const IDENTITIES: Readonly<Record<string, Identity>> = {
  "aws:ec2/vpc:Vpc": { id: "vpc-0{hex16}", arn: "arn:aws:ec2:{region}:{account}:vpc/{id}" },
  "aws:ec2/subnet:Subnet": { id: "subnet-0{hex16}", arn: "arn:aws:ec2:{region}:{account}:subnet/{id}" },
  "aws:ec2/internetGateway:InternetGateway": {
    id: "igw-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:internet-gateway/{id}",
  },
  "aws:ec2/eip:Eip": { id: "eipalloc-0{hex16}", arn: "arn:aws:ec2:{region}:{account}:elastic-ip/{id}" },
  "aws:ec2/natGateway:NatGateway": { id: "nat-0{hex16}" },
  "aws:ec2/routeTable:RouteTable": {
    id: "rtb-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:route-table/{id}",
  },
  "aws:ec2/route:Route": { id: "r-{routeTableId}{digits}", refusedTwice: true },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-0{hex16}", refusedTwice: true },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:vpc-endpoint/{id}",
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    id: "sg-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:security-group/{id}",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    arn: "arn:aws:ec2:{region}:{account}:security-group/{id}",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: "sgr-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:security-group-rule/{id}",
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    id: "sgr-0{hex16}",
    arn: "arn:aws:ec2:{region}:{account}:security-group-rule/{id}",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{hex16}",
    arn: "{id}",
  },
  "aws:lb/targetGroup:TargetGroup": {
    id: "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hex16}",
    arn: "{id}",
  },
  "aws:lb/listener:Listener": { arn: "{id}" },
  "aws:acm/certificate:Certificate": { id: "arn:aws:acm:{region}:{account}:certificate/{uuid}", arn: "{id}" },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: "{time}",
    key: "{certificateArn}",
    readBy: "{certificateArn}",
  },
  "aws:route53/record:Record": { id: "{zoneId}_{name}_{type}" },
  "aws:ecs/cluster:Cluster": { id: "arn:aws:ecs:{region}:{account}:cluster/{name}", arn: "{id}" },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { id: "{clusterName}" },
  "aws:ecs/taskDefinition:TaskDefinition": {
    id: "{family}",
    arn: "arn:aws:ecs:{region}:{account}:task-definition/{family}:{revision}",
    key: "{arn}",
  },
  "aws:ecs/service:Service": {
    id: "arn:aws:ecs:{region}:{account}:service/{cluster:last}/{name}",
    arn: "{id}",
  },
  "aws:appautoscaling/target:Target": {
    id: "{resourceId}",
    arn: "arn:aws:application-autoscaling:{region}:{account}:scalable-target/{hex16}",
  },
  "aws:appautoscaling/policy:Policy": {
    id: "{name}",
    key: "{serviceNamespace}/{resourceId}/{scalableDimension}/{name}",
    arn: "arn:aws:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/ecs/{resourceId}:policyName/{name}",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    id: "{name}",
    arn: "arn:aws:logs:{region}:{account}:log-group:{name}",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: "{name}",
    arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
  },
  "aws:iam/role:Role": { id: "{name}", arn: "arn:aws:iam::{account}:role/{name}" },
  "aws:iam/rolePolicy:RolePolicy": { id: "{role}:{name}" },
  "aws:rds/subnetGroup:SubnetGroup": { id: "{name}", arn: "arn:aws:rds:{region}:{account}:subgrp:{name}" },
  "aws:rds/parameterGroup:ParameterGroup": { id: "{name}", arn: "arn:aws:rds:{region}:{account}:pg:{name}" },
  "aws:rds/instance:Instance": {
    id: "db-{HEX16}{HEX8}",
    arn: "arn:aws:rds:{region}:{account}:db:{identifier}",
    readBy: "{identifier}",
  },
  "aws:secretsmanager/secret:Secret": {
    id: "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hex6}",
    arn: "{id}",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: "{secretId}|terraform-{hex16}{hex8}",
    arn: "{secretId}",
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": {
    id: "ns-{hex16}",
    arn: "arn:aws:servicediscovery:{region}:{account}:namespace/{id}",
  },
  "aws:sns/topic:Topic": { id: "arn:aws:sns:{region}:{account}:{name}", arn: "{id}" },
  "aws:sns/topicSubscription:TopicSubscription": { id: "{topic}:{uuid}", arn: "{id}" },
  "aws:sns/topicPolicy:TopicPolicy": { id: "{arn}" },
  "aws:budgets/budget:Budget": { id: "{account}:{name}", arn: "arn:aws:budgets::{account}:budget/{name}" },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    id: "{name}",
    arn: "arn:aws:elasticache:{region}:{account}:subnetgroup:{name}",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    id: "{replicationGroupId}",
    arn: "arn:aws:elasticache:{region}:{account}:replicationgroup:{id}",
  },
  "aws:s3/bucket:Bucket": { id: "{bucket}", arn: "arn:aws:s3:::{bucket}" },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { id: "{bucket}" },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    id: "{bucket}",
  },
  "aws:s3/bucketVersioning:BucketVersioning": { id: "{bucket}" },
  "aws:s3/bucketPolicy:BucketPolicy": { id: "{bucket}" },
};
