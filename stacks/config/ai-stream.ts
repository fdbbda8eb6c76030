/** `tandem:aiStream`: Open WebUI and the agents service on ECS Fargate (documents 000 and 001). */
import type { Input } from "@pulumi/pulumi";
import * as z from "zod/mini";
import { BEDROCK_EMBEDDING_MODELS } from "../../components/ecs-ai-stream/embeddings";
import { RETENTION_DAYS } from "../../components/fargate-service/limits";
import { cpuSizes, memorySizes } from "../../components/fargate-service/sizes";
import { crews } from "./crews";
import { choice, facts, flag, list, text, whole } from "./fields";

const MEMORY = cpuSizes().flatMap(memorySizes);

const cpuUnits = () =>
  z.literal(cpuSizes()).register(facts, {
    about: "CPU of one task; 1024 units are one vCPU.",
    unit: "CPU units",
    source: "AWS: Fargate task size",
  });
const memoryMiB = () =>
  whole("Memory of one task; which sizes fit which CPU is Fargate's rule.", {
    unit: "MiB",
    min: Math.min(...MEMORY),
    max: Math.max(...MEMORY),
    source: "AWS: Fargate task size",
  });
const capacity = (about: string) => choice(["on-demand", "spot"], about, "document 001");
const image = (about: string) => text("image", about, "document 000");
const modelIds = () =>
  list(
    text("modelId", "The id of one model."),
    "The models that may be called, and no others.",
    1,
    20,
    "document 000",
  );

const singleSignOn = z
  .strictObject({
    issuer: text("issuer", "The identity provider's issuer (OpenID Connect)."),
    clientId: text("clientId", "Open WebUI's client id at the provider."),
    clientSecret: text("secret", "Its client secret, always a Pulumi secret."),
    allowedDomains: list(
      text("emailDomain", "One domain."),
      "Domains of the email addresses that may sign in.",
      1,
      20,
    ),
  })
  .register(facts, {
    about: "Signing in with an identity provider; an admin still approves each new account.",
  });

const openWebUi = z
  .strictObject({
    image: image("Open WebUI, pinned by the digest of an image that has linux/arm64."),
    adminEmail: text(
      "email",
      "The account that is admin from the first start; its password is the secret in the output adminPasswordSecretArn.",
    ),
    signUp: z._default(
      choice(
        ["closed", "approval"],
        "Who may make an account: nobody, or anyone whom an admin then approves.",
      ),
      "closed",
    ),
    singleSignOn: z.optional(singleSignOn),
    cpuUnits: z._default(cpuUnits(), 1024),
    memoryMiB: z._default(memoryMiB(), 4096),
    replicas: z._default(
      whole("Tasks that run at once.", { unit: "tasks", min: 1, max: 10, source: "document 001" }),
      1,
    ),
    capacity: z._default(capacity("How its tasks are bought."), "on-demand"),
  })
  .register(facts, { about: "The chat that people see." });

const agents = z
  .strictObject({
    image: image("The team's own build of services/agents, pinned by digest."),
    cpuUnits: z._default(cpuUnits(), 512),
    memoryMiB: z._default(memoryMiB(), 1024),
    minReplicas: z._default(
      whole("Tasks that always run.", { unit: "tasks", min: 1, max: 20, source: "document 001" }),
      1,
    ),
    maxReplicas: z._default(
      whole("Tasks that scaling may reach; the budget counts them all.", {
        unit: "tasks",
        min: 1,
        max: 20,
        source: "document 001",
      }),
      2,
    ),
    capacity: z._default(capacity("How its tasks are bought."), "on-demand"),
    keyVersion: z._default(
      whole(
        "Counts keys: the next number makes the next key between Open WebUI and the agents, and an up rolls both.",
        {
          min: 1,
          max: 1_000_000,
          source: "document 001",
        },
      ),
      1,
    ),
  })
  .register(facts, { about: "The service that answers Open WebUI and calls the models." });

const postgres = z
  .strictObject({
    instanceClass: z._default(
      text("instanceClass", "Size of the database.", "AWS: RDS instance classes"),
      "db.t4g.micro",
    ),
    storageGiB: z._default(
      whole("Storage (gp3).", { unit: "GiB", min: 20, max: 65536, source: "AWS: RDS gp3 storage" }),
      20,
    ),
    multiAz: z._default(flag("A standby in a second zone, at twice the price."), false),
    backupRetentionDays: z._default(
      whole("How long automatic backups are kept.", {
        unit: "days",
        min: 0,
        max: 35,
        source: "AWS: RDS backups",
      }),
      7,
    ),
    engineVersion: z._default(text("engineVersion", "Major version of PostgreSQL."), "17"),
    passwordVersion: z._default(
      whole("Counts passwords: the next number makes the next one, and an up rolls the tasks to it.", {
        min: 1,
        max: 1_000_000,
        source: "document 001",
      }),
      1,
    ),
    pgvector: z._default(flag("Vectors are kept in Postgres; otherwise they end with the task."), true),
  })
  .register(facts, { about: "The database that holds Open WebUI's state." });

const EMBEDDING = "The model that makes vectors of documents and questions, of at most 1536 numbers.";
const taskModelId = () =>
  z.optional(
    text(
      "modelId",
      "One of modelIds, which writes titles, tags and follow-up questions of chats; without it these are off.",
    ),
  );

const bedrock = z.strictObject({
  provider: z.literal("bedrock").register(facts, { about: "Amazon Bedrock, by the task's role." }),
  region: text("region", "The one region whose models the role may call.", "document 000"),
  modelIds: modelIds(),
  embeddingModelId: z._default(choice(BEDROCK_EMBEDDING_MODELS, EMBEDDING), BEDROCK_EMBEDDING_MODELS[0]),
  taskModelId: taskModelId(),
});
const openai = z.strictObject({
  provider: z.literal("openai").register(facts, { about: "An endpoint that speaks OpenAI's API." }),
  baseUrl: text("httpsAddress", "Its address, up to and with /v1."),
  apiKey: text("secret", "Its key, always a Pulumi secret."),
  modelIds: modelIds(),
  embeddingModelId: text("embeddingModelId", EMBEDDING),
  taskModelId: taskModelId(),
});
const ollama = z.strictObject({
  provider: z
    .literal("ollama")
    .register(facts, { about: "An Ollama server that the tasks can reach.", source: "document 000" }),
  baseUrl: text("httpAddress", "Its address."),
  modelIds: modelIds(),
  embeddingModelId: text("embeddingModelId", EMBEDDING),
  taskModelId: taskModelId(),
});

export const aiStream = z
  .strictObject({
    domain: z
      .strictObject({
        hostname: text(
          "hostname",
          "The name by which people reach Open WebUI; its certificate is made for it.",
        ),
        zoneId: text("zoneId", "An existing public hosted zone in Route 53 that holds the name."),
      })
      .register(facts, { about: "Where the stream is reached." }),
    network: z.prefault(
      z
        .strictObject({
          cidr: z._default(text("vpcRange", "The VPC's range.", "AWS: VPC CIDR blocks"), "10.20.0.0/16"),
          zones: z._default(
            whole("Availability zones; a load balancer needs two.", {
              unit: "zones",
              min: 2,
              max: 3,
              source: "AWS: load balancer subnets",
            }),
            2,
          ),
          nat: z._default(
            choice(
              ["single", "per-zone", "none"],
              "NAT gateways, each paid by the hour and the GB.",
              "AWS: NAT gateways",
            ),
            "single",
          ),
        })
        .register(facts, { about: "The network that is made for the stream." }),
      {},
    ),
    openWebUi,
    agents,
    postgres: z.prefault(postgres, {}),
    redis: z.optional(
      z
        .strictObject({
          nodeType: z._default(
            text("nodeType", "Size of its one node.", "AWS: ElastiCache nodes"),
            "cache.t4g.micro",
          ),
        })
        .register(facts, { about: "Shared sessions; needed only with more than one replica of Open WebUI." }),
    ),
    models: z
      .discriminatedUnion("provider", [bedrock, openai, ollama])
      .register(facts, { about: "The models, and how they are reached." }),
    crews: z.optional(crews),
    logs: z.prefault(
      z
        .strictObject({
          retentionDays: z._default(
            z.literal(RETENTION_DAYS).register(facts, {
              about: "How long logs are kept.",
              unit: "days",
              source: "AWS: CloudWatch Logs retention",
            }),
            30,
          ),
        })
        .register(facts, { about: "The log groups." }),
      {},
    ),
    notifyEmails: list(
      text("email", "One address."),
      "Who hears of alarms and of the budget; AWS Budgets takes ten.",
      1,
      10,
      "AWS: Budgets subscribers",
    ),
  })
  .register(facts, { about: "Stream 1: AI services on ECS Fargate." });

/** `T` with this key as a Pulumi secret, which it is once `readConfig` has read it. */
type WithSecret<T, K extends keyof T> = Omit<T, K> & Record<K, Input<string>>;

type Models =
  | z.output<typeof bedrock>
  | WithSecret<z.output<typeof openai>, "apiKey">
  | z.output<typeof ollama>;

interface OpenWebUi extends Omit<z.output<typeof openWebUi>, "singleSignOn"> {
  singleSignOn?: WithSecret<z.output<typeof singleSignOn>, "clientSecret">;
}

/** The AI stream's settings: whole, with every default filled in. */
export interface AiStreamConfig extends Omit<z.output<typeof aiStream>, "models" | "openWebUi"> {
  openWebUi: OpenWebUi;
  models: Models;
}
