/** The arguments of the AI stream, in the shape of the config's `tandem:aiStream`. */
import type * as pulumi from "@pulumi/pulumi";
import type { Capacity } from "../fargate-service/args";
import type { Nat } from "../network/args";

/** Who answers the agents' questions to a model. */
export const ModelProvider = {
  /** Amazon Bedrock, in one region, by IAM. */
  Bedrock: "bedrock",
  /** Any endpoint that speaks OpenAI's protocol, with a key. */
  OpenAi: "openai",
  /** An Ollama server that the tasks can reach. */
  Ollama: "ollama",
} as const;
export type ModelProvider = (typeof ModelProvider)[keyof typeof ModelProvider];

/** Who may make an account in Open WebUI. */
export const SignUp = {
  /** Nobody; the admin adds people. */
  Closed: "closed",
  /** Anyone who reaches the page; an admin must approve each before the account can do anything. */
  Approval: "approval",
} as const;
export type SignUp = (typeof SignUp)[keyof typeof SignUp];

/** The public name. */
export interface DomainArgs {
  /** Host name in lower case, at most 64 characters, for example `ai.example.com`. */
  hostname: string;
  /** Route 53 public hosted zone that it belongs to; it must exist. */
  zoneId: string;
}

/** The network. */
export interface StreamNetworkArgs {
  /** Private IPv4 range, canonical, /16 to /25, with three zones to /24. @default "10.20.0.0/16" */
  cidr?: string;
  /** Availability zones, 2 to 3. @default 2 */
  zones?: number;
  /** NAT gateways. @default "single" */
  nat?: Nat;
}

/** Signing in with an identity provider, by OpenID Connect. */
export interface SingleSignOnArgs {
  /** The provider's issuer, `https://` and without a trailing slash, for example `https://id.example.com/realms/staff`. */
  issuer: string;
  /** Open WebUI's client id there. */
  clientId: string;
  /** Its client secret, a secret. */
  clientSecret: pulumi.Input<string>;
  /** Domains of the email addresses that may sign in, 1 to 20. */
  allowedDomains: string[];
}

/** Open WebUI, the front (layer L6 of document 000). */
export interface OpenWebUiArgs {
  /** Image by digest, with an arm64 manifest. */
  image: string;
  /** Email address of the account that is admin from the first start; its password is a secret of the stream. */
  adminEmail: string;
  /** Who may make an account. @default "closed" */
  signUp?: SignUp;
  /** Single sign-on. @default none: people sign in with a password */
  singleSignOn?: SingleSignOnArgs;
  /** CPU units of a task; 1024 are one vCPU. @default 1024 */
  cpuUnits?: number;
  /** Memory of a task in MiB, 512 to 249856, one of the sizes that go with its CPU units. @default 4096 */
  memoryMiB?: number;
  /**
   * Tasks, 1 to 10. More than one needs Redis and pgvector; before another image go back to one, as two versions must
   * not meet on one database. What an admin changes in the page holds in the task that was asked, until it ends.
   * @default 1
   */
  replicas?: number;
  /** On-demand or spot. @default "on-demand" */
  capacity?: Capacity;
}

/** The agents service, FastAPI and CrewAI (layer L5 of document 000). */
export interface AgentsArgs {
  /** Image by digest, with an arm64 manifest. */
  image: string;
  /** CPU units of a task. @default 512 */
  cpuUnits?: number;
  /** Memory of a task in MiB, 512 to 249856, one of the sizes that go with its CPU units. @default 1024 */
  memoryMiB?: number;
  /** Tasks that always run, 1 to 20, no more than `maxReplicas`. @default 1 */
  minReplicas?: number;
  /** Tasks that run at the most, 1 to 20. @default 2 */
  maxReplicas?: number;
  /** On-demand or spot. @default "on-demand" */
  capacity?: Capacity;
  /** Counts keys, 1 to 1000000: the next number makes the next key between Open WebUI and the agents. @default 1 */
  keyVersion?: number;
}

/** The database of Open WebUI's state. */
export interface StreamPostgresArgs {
  /** Instance class. @default "db.t4g.micro" */
  instanceClass?: string;
  /** gp3 storage in GiB, 20 to 65536. @default 20 */
  storageGiB?: number;
  /** A standby in a second zone. @default false */
  multiAz?: boolean;
  /** Days that automatic backups are kept, 0 to 35; 0 is none, only without `dataProtection`. @default 7 */
  backupRetentionDays?: number;
  /** Major version: 15, 16, 17 or 18. @default "17" */
  engineVersion?: string;
  /** Counts passwords, 1 to 1000000: the next number makes the next password. @default 1 */
  passwordVersion?: number;
  /** Keeps embeddings in Postgres; without it they are gone with the task. @default true */
  pgvector?: boolean;
}

/** What replicas share while they run. */
export interface StreamRedisArgs {
  /** ElastiCache node type. @default "cache.t4g.micro" */
  nodeType?: string;
}

/** The models that the agents may use; Open WebUI knows none but the agents. */
export interface ModelsArgs {
  /** Who answers. */
  provider: ModelProvider;
  /** Models by their id there, 1 to 20. Bedrock: ids of foundation models, not of inference profiles. */
  modelIds: string[];
  /** Bedrock only: the region that is asked, and no other. @default the stream's region */
  region?: string;
  /** OpenAI and Ollama only: base URL of the endpoint, for example `https://api.openai.com/v1`. */
  baseUrl?: string;
  /** OpenAI only: its key, a secret. */
  apiKey?: pulumi.Input<string>;
  /**
   * The model that turns documents and questions into vectors, at most 1536 numbers long.
   * @default with Bedrock `amazon.titan-embed-text-v2:0`; the others need one
   */
  embeddingModelId?: string;
  /** One of `modelIds`, which writes titles, tags and follow-up questions of chats. @default these are off */
  taskModelId?: string;
}

/** The crews: agents that answer questions about the platform from its published reports, within limits. */
export interface CrewsArgs {
  /** The model that they think with, one of `modelIds`. */
  modelId: string;
  /** What a million tokens that it reads cost, 0 to 1000 USD. */
  inputUsdPerMillionTokens: number;
  /** What a million tokens that it writes cost, 0 to 1000 USD. */
  outputUsdPerMillionTokens: number;
  /** Calls to the model in one answer, 2 to 100. @default 12 */
  maxSteps?: number;
  /** Tokens in one answer, 1000 to 10000000. @default 60000 */
  maxTokens?: number;
  /** Seconds for one answer, 5 to 300. @default 180 */
  maxSeconds?: number;
  /** What one answer may cost, 0.001 to 1000 USD. @default 0.05 */
  maxUsdPerAnswer?: number;
  /** What the answers of a day may cost together, 0.001 to 100000 USD. @default 1 */
  maxUsdPerDay?: number;
}

/** Logs. */
export interface LogsArgs {
  /** Days that logs are kept, one of CloudWatch's periods. @default 30 */
  retentionDays?: number;
}

export interface EcsAiStreamArgs {
  /** AWS account, 12 digits. */
  accountId: string;
  /** AWS region that the provider works in. */
  region: string;
  /** The public name. */
  domain: DomainArgs;
  /** The network. @default two zones, one NAT gateway */
  network?: StreamNetworkArgs;
  /** Open WebUI. */
  openWebUi: OpenWebUiArgs;
  /** The agents service. */
  agents: AgentsArgs;
  /** The database. @default the smallest, single zone */
  postgres?: StreamPostgresArgs;
  /** Redis. @default none */
  redis?: StreamRedisArgs;
  /** Models. */
  models: ModelsArgs;
  /** The crews, with the bucket of reports that they read. @default none */
  crews?: CrewsArgs;
  /** Logs. @default 30 days */
  logs?: LogsArgs;
  /** Who is told of alarms and of spending, 1 to 10 addresses; each must confirm once. */
  notifyEmails: string[];
  /** What a month may cost in whole USD, 1 to 1000000: notifications are sent at 80 and 100 % of it. */
  budgetCapUsd: number;
  /** Deletion protection, final snapshot, recovery windows. @default true */
  dataProtection?: boolean;
}
