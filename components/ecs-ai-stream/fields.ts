/** The options of the AI stream, each once: what an environment says below `tandem:aiStream`, and what it gives beside it. */
import { ACCOUNT_ID, BUDGET_CAP_USD, DATA_PROTECTION, REGION, version } from "../common-fields";
import { FARGATE_SERVICE } from "../fargate-service/fields";
import { choice, flag, list, pick, type Settings, secret, section, text, whole } from "../fields";
import { FORMS } from "../forms";
import { LOAD_BALANCER } from "../load-balancer/fields";
import { NETWORK } from "../network/fields";
import { POSTGRES } from "../postgres/fields";
import { REDIS } from "../redis/fields";
import { SignUp } from "./args";
import { CREWS } from "./crew-fields";
import { MODELS } from "./model-fields";
import { SIGN_ON_FORMS } from "./sign-on-forms";

const { image, cpuUnits, memoryMiB, capacity, minReplicas, maxReplicas, logRetentionDays } = FARGATE_SERVICE;

/** Left out as a whole, it is what its fields say. */
const THEIRS = { default: "its fields'" } as const;

export const SINGLE_SIGN_ON = {
  issuer: text(SIGN_ON_FORMS.issuer, "The identity provider's issuer (OpenID Connect)."),
  clientId: text(SIGN_ON_FORMS.clientId, "Open WebUI's client id at the provider."),
  clientSecret: secret("Its client secret, always a Pulumi secret."),
  allowedDomains: list(
    text(SIGN_ON_FORMS.emailDomain, "One domain."),
    "Domains of the email addresses that may sign in.",
    { min: 1, max: 20 },
  ),
};

const OPEN_WEBUI = {
  image: { ...image, about: "Open WebUI, pinned by the digest of an image that has linux/arm64." },
  adminEmail: text(
    FORMS.email,
    "The account that is admin from the first start; its password is the secret in the output adminPasswordSecretArn.",
  ),
  signUp: choice(
    Object.values(SignUp),
    "Who may make an account: nobody, or anyone whom an admin then approves.",
    { default: SignUp.Closed },
  ),
  singleSignOn: section(
    "Signing in with an identity provider; an admin still approves each new account.",
    SINGLE_SIGN_ON,
    { optional: true },
  ),
  cpuUnits: { ...cpuUnits, default: 1024 },
  memoryMiB: { ...memoryMiB, default: 4096 },
  replicas: whole("Tasks that run at once.", {
    unit: "tasks",
    min: 1,
    max: 10,
    source: "document 001",
    default: 1,
  }),
  capacity,
};

/** The most agents, at once and by scaling. */
const AGENTS_MOST = { max: 20 } as const;

const AGENTS = {
  image: { ...image, about: "The team's own build of services/agents, pinned by digest." },
  cpuUnits: { ...cpuUnits, default: 512 },
  memoryMiB: { ...memoryMiB, default: 1024 },
  minReplicas: { ...minReplicas, ...AGENTS_MOST },
  maxReplicas: { ...maxReplicas, ...AGENTS_MOST, default: 2, optional: undefined },
  capacity,
  keyVersion: version(
    "Counts keys: the next number makes the next key between Open WebUI and the agents, and an up rolls both.",
  ),
};

/** Below `tandem:aiStream`. */
export const AI_STREAM = section("Stream 1: AI services on ECS Fargate.", {
  domain: section("Where the stream is reached.", {
    hostname: {
      ...LOAD_BALANCER.hostname,
      about: "The name by which people reach Open WebUI; its certificate is made for it.",
    },
    zoneId: LOAD_BALANCER.zoneId,
  }),
  network: section("The network that is made for the stream.", pick(NETWORK, "cidr", "zones", "nat"), THEIRS),
  openWebUi: section("The chat that people see.", OPEN_WEBUI),
  agents: section("The service that answers Open WebUI and calls the models.", AGENTS),
  postgres: section(
    "The database that holds Open WebUI's state.",
    {
      ...pick(
        POSTGRES,
        "instanceClass",
        "storageGiB",
        "multiAz",
        "backupRetentionDays",
        "engineVersion",
        "passwordVersion",
      ),
      pgvector: flag("Vectors are kept in Postgres; otherwise they end with the task.", { default: true }),
    },
    THEIRS,
  ),
  redis: section(
    "Shared sessions; needed only with more than one replica of Open WebUI.",
    pick(REDIS, "nodeType"),
    { optional: true },
  ),
  models: MODELS,
  crews: section(
    "Agents that answer questions about the platform from its published reports, in a bucket of the stream.",
    CREWS,
    { optional: true },
  ),
  logs: section("The log groups.", { retentionDays: logRetentionDays }, THEIRS),
  notifyEmails: list(
    text(FORMS.email, "One address."),
    "Who hears of alarms and of the budget; AWS Budgets takes ten.",
    { min: 1, max: 10, source: "AWS: Budgets subscribers" },
  ),
});

/** All options: those of the section, and those that the environment has for everything in it. */
export const ECS_AI_STREAM = {
  accountId: ACCOUNT_ID,
  region: REGION,
  ...AI_STREAM.fields,
  budgetCapUsd: BUDGET_CAP_USD,
  dataProtection: DATA_PROTECTION,
};

/** The arguments with every default filled in. */
export type Asked = Settings<typeof ECS_AI_STREAM>;
