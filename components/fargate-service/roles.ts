/**
 * The two roles of a task: the execution role, with which ECS starts it, and the task role, with which it works.
 * Both name actions and resources; nothing is shared with other services.
 */
import { Role, RolePolicy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { NAME_LIMITS } from "../naming";
import type { FargateServiceArgs, PolicyStatement } from "./args";
import type { FargateServiceSettings } from "./settings";

/** A role, and the policies that must be there before a task starts under it. */
export interface TaskRole {
  arn: pulumi.Output<string>;
  policies: RolePolicy[];
}

/** The role that fetches the image, reads the secrets named and writes the logs. */
export function executionRole(
  self: Self,
  args: FargateServiceArgs,
  settings: FargateServiceSettings,
  logGroupArn: pulumi.Output<string>,
): TaskRole {
  const secrets = (args.secrets ?? []).map((secret) => secret.secretArn);
  return makeRole(self, "execution", settings, [
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroupArn}:*`],
    },
    ...(secrets.length > 0 ? [{ actions: ["secretsmanager:GetSecretValue"], resources: secrets }] : []),
    ...pullStatements(settings.image),
  ]);
}

/** The role of the software in the container: what its statements say. */
export function taskRole(self: Self, args: FargateServiceArgs, settings: FargateServiceSettings): TaskRole {
  return makeRole(self, "task", settings, args.statements ?? []);
}

/**
 * What pulling an image takes: nothing for a public one, and for one in a private ECR repository that repository and
 * a login. `ecr:GetAuthorizationToken` is granted on `*` because AWS takes no other resource for it.
 */
export function pullStatements(image: string): PolicyStatement[] {
  const found = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^@:]+)/.exec(image);
  if (!found) return [];
  const [, account, region, repository] = found;
  return [
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [`arn:aws:ecr:${region}:${account}:repository/${repository}`],
    },
  ];
}

function makeRole(
  self: Self,
  role: string,
  { accountId, region }: FargateServiceSettings,
  statements: PolicyStatement[],
): TaskRole {
  const { name, tags, opts } = self.child(`${role}-role`, {}, NAME_LIMITS.role);
  const made = new Role(name, { assumeRolePolicy: JSON.stringify(trust(accountId, region)), tags }, opts);
  if (statements.length === 0) return { arn: made.arn, policies: [] };
  const permitted = self.child(`${role}-policy`);
  const policy = new RolePolicy(
    permitted.name,
    { role: made.name, policy: pulumi.jsonStringify(document(statements)) },
    permitted.opts,
  );
  return { arn: made.arn, policies: [policy] };
}

/** Only tasks of this account and region: ECS may not be talked into using the role for someone else. */
function trust(accountId: string, region: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${accountId}:*` },
        },
      },
    ],
  };
}

function document(statements: PolicyStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
  };
}
