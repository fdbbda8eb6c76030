/**
 * Types that are free by name: an explicit list, as a type that nobody has looked at is unpriced and makes the
 * verdict inconclusive. What only configures a priced resource is free; what it configures carries the price.
 */
import { TASK_DEFINITION } from "./pricing/ecs";

export const FREE: ReadonlySet<string> = new Set([
  // Public certificates and their validation.
  "aws:acm/certificateValidation:CertificateValidation",
  // A budget is billed for actions that it takes, which are resources of their own.
  "aws:budgets/budget:Budget",
  // Networks: only gateways, endpoints and addresses cost.
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
  "aws:ec2/defaultRouteTable:DefaultRouteTable",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/eipAssociation:EipAssociation",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/networkAclRule:NetworkAclRule",
  "aws:ec2/route:Route",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  // ECS: the service carries the price of its tasks.
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  TASK_DEFINITION,
  // IAM has no charge at all.
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:iam/policy:Policy",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/role:Role",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:kms/alias:Alias",
  "aws:kms/keyPolicy:KeyPolicy",
  // Load balancers: the balancer carries the price.
  "aws:alb/listener:Listener",
  "aws:alb/listenerRule:ListenerRule",
  "aws:alb/targetGroup:TargetGroup",
  "aws:lb/listener:Listener",
  "aws:lb/listenerCertificate:ListenerCertificate",
  "aws:lb/listenerRule:ListenerRule",
  "aws:lb/targetGroup:TargetGroup",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  // Settings of databases and caches.
  "aws:elasticache/parameterGroup:ParameterGroup",
  "aws:elasticache/subnetGroup:SubnetGroup",
  "aws:rds/optionGroup:OptionGroup",
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:rds/subnetGroup:SubnetGroup",
  // Settings of buckets.
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  // A secret is billed, its versions are not.
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:secretsmanager/secretVersion:SecretVersion",
  // Service Connect uses Cloud Map without charge; an HTTP namespace makes no hosted zone.
  "aws:servicediscovery/httpNamespace:HttpNamespace",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
]);

/** Packages whose resources exist only in the state. */
const FREE_PACKAGES = ["random:", "tls:"];

export function isFree(type: string): boolean {
  return FREE.has(type) || FREE_PACKAGES.some((prefix) => type.startsWith(prefix));
}

/** The engine's own: the stack and the providers. They are no resources of any cloud and are listed nowhere. */
export function isIgnored(type: string): boolean {
  return (
    type === "pulumi:pulumi:Stack" ||
    type === "pulumi:pulumi:StackReference" ||
    type.startsWith("pulumi:providers:")
  );
}
