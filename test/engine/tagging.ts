/**
 * The two AWS calls by which `recover` finds what was lost, on loopback: who asks (AWS STS, GetCallerIdentity) and what
 * carries a tag (Resource Groups Tagging API, GetResources). They tell what the sandbox's world holds, two at a time.
 */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { World } from "./project";

type Resource = World["resources"][string];

/** Serves until the returned function is called; `variables` lead the AWS SDK there. */
export async function serveTagging(
  accountId: string,
  world: () => World,
): Promise<{ variables: NodeJS.ProcessEnv; close(): void }> {
  const server = http.createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    if (body.includes("Action=GetCallerIdentity")) response.end(identity(accountId));
    else response.end(JSON.stringify(page(Object.values(world().resources), JSON.parse(body))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const variables = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "stand-in",
    AWS_SECRET_ACCESS_KEY: "stand-in",
  };
  return { variables, close: () => server.close() };
}

/** What AWS STS answers to GetCallerIdentity. */
export function identity(accountId: string): string {
  const result = `<GetCallerIdentityResult><Account>${accountId}</Account></GetCallerIdentityResult>`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`;
}

function page(
  resources: Resource[],
  query: { TagFilters: { Key: string; Values: string[] }[]; PaginationToken?: string },
) {
  const tagged = resources.filter(({ inputs: { tags = {} } }) =>
    query.TagFilters.every(({ Key, Values }) => Values.includes(tags[Key]!)),
  );
  const start = Number(query.PaginationToken || 0);
  const list = tagged.slice(start, start + 2).map((one) => ({
    ResourceARN: arnOf(one),
    Tags: Object.entries(one.inputs.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  }));
  const more = start + 2 < tagged.length;
  return { ResourceTagMappingList: list, PaginationToken: more ? String(start + 2) : "" };
}

/** The provider gives no ARN to a NAT gateway; AWS does. */
export function arnOf({ type, id, outputs }: Resource): string {
  const kind = type === "aws:ec2/natGateway:NatGateway" ? "natgateway" : "other";
  return String(outputs.arn ?? `arn:aws:ec2:us-east-1:123456789012:${kind}/${id}`);
}
