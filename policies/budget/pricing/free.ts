/** What costs nothing by itself, by name: all else of a provider is priced, or it is unpriced. */

const AWS = [
  "acm/certificate:Certificate",
  "acm/certificateValidation:CertificateValidation",
  "budgets/budget:Budget",
  // Paid by what is written, kept, stored or sent: a figure under tandem:usage.
  "cloudwatch/logGroup:LogGroup",
  "s3/bucket:Bucket",
  "sns/topic:Topic",
  "sns/topicSubscription:TopicSubscription",
  "route53/record:Record",
  "ec2/vpc:Vpc",
  "ec2/subnet:Subnet",
  "ec2/internetGateway:InternetGateway",
  "ec2/routeTable:RouteTable",
  "ec2/route:Route",
  "ec2/routeTableAssociation:RouteTableAssociation",
  "ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "ec2/securityGroup:SecurityGroup",
  "ec2/securityGroupRule:SecurityGroupRule",
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "elasticache/subnetGroup:SubnetGroup",
  "elasticache/parameterGroup:ParameterGroup",
  "iam/policy:Policy",
  "iam/role:Role",
  "iam/rolePolicy:RolePolicy",
  "iam/rolePolicyAttachment:RolePolicyAttachment",
  "kms/alias:Alias",
  "lb/listener:Listener",
  "lb/listenerRule:ListenerRule",
  "lb/targetGroup:TargetGroup",
  "rds/parameterGroup:ParameterGroup",
  "rds/subnetGroup:SubnetGroup",
  "s3/bucketPolicy:BucketPolicy",
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "s3/bucketVersioning:BucketVersioning",
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "s3/bucketOwnershipControls:BucketOwnershipControls",
  "secretsmanager/secretVersion:SecretVersion",
  "servicediscovery/httpNamespace:HttpNamespace",
  "sns/topicPolicy:TopicPolicy",
].map((name) => `aws:${name}`);

const FREE = new Set(AWS);

/** Packages whose resources are no thing that anybody bills. */
const FREE_PACKAGES = new Set(["pulumi", "random", "tls"]);

/** Whether this type is known to cost nothing. Components only hold what is billed elsewhere. */
export function isFree(type: string): boolean {
  return FREE.has(type) || FREE_PACKAGES.has(type.split(":")[0] ?? "");
}
