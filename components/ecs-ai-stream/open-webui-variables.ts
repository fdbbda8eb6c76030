/**
 * Open WebUI's variables that follow from the settings alone, each group with its reason. Names and meanings are those
 * of Open WebUI 0.11.4 (its `env.py` and `config.py`); what is left out has the default that we want. Pure.
 */
import { SignUp } from "./args";
import { embeddingPrefixes } from "./embeddings";
import { AGENTS_SILENCE_SECONDS } from "./models";
import type { EcsAiStreamSettings } from "./settings";
import { singleSignOnVariables } from "./single-sign-on";

type Variables = Record<string, string>;

/** The variables, without those that name other resources and without secrets. */
export function openWebUiVariables(settings: EcsAiStreamSettings): Variables {
  return {
    ...address(settings),
    ...accounts(settings),
    ...(settings.singleSignOn ? singleSignOnVariables(settings.singleSignOn, settings.hostname) : {}),
    ...MODELS,
    ...tasks(settings),
    ...documents(settings),
    ...replicas(settings),
    ...CONFIGURATION,
    ...ENDING,
    ...CLOSED_TO_THE_INTERNET,
    ...CLOSED_TO_ADMINS,
    ...CLOSED_TO_USERS,
    ...HEADERS,
  };
}

/**
 * Seconds that open answers get when the task is told to end, of the 30 that ECS waits before it kills; without them an open
 * answer keeps Open WebUI from ending at all. Read by its server, uvicorn.
 */
const ENDING: Variables = { UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: "25" };

/** Settings follow the config: without this the first start writes them into the database, and later variables are ignored. */
const CONFIGURATION: Variables = { ENABLE_PERSISTENT_CONFIG: "False" };

/** One address, and cookies that travel by HTTPS only. */
function address({ hostname }: EcsAiStreamSettings): Variables {
  const url = `https://${hostname}`;
  return { WEBUI_URL: url, CORS_ALLOW_ORIGIN: url, WEBUI_SESSION_COOKIE_SECURE: "True" };
}

/**
 * The admin exists before the page is reachable; without one, whoever comes first is admin, even with sign-up off. The
 * password beside it is read while there is no account yet, and never again.
 */
function accounts({ adminEmail, signUp }: EcsAiStreamSettings): Variables {
  return {
    WEBUI_ADMIN_EMAIL: adminEmail,
    ENABLE_SIGNUP: signUp === SignUp.Approval ? "True" : "False",
    // Whoever comes in by himself, by the form or by single sign-on, waits until an admin approves.
    DEFAULT_USER_ROLE: "pending",
    // Length is what makes a password strong; the default pattern wants four kinds of characters and takes eight.
    ENABLE_PASSWORD_VALIDATION: "True",
    PASSWORD_VALIDATION_REGEX_PATTERN: "^.{12,}$",
    PASSWORD_VALIDATION_HINT: "At least 12 characters.",
    // A stolen token is good for a day, not for four weeks.
    JWT_EXPIRES_IN: "1d",
    // An outsider who waits for approval is not told who the admin is.
    SHOW_ADMIN_DETAILS: "False",
  };
}

/** The agents are the only models: no Ollama, no OpenAI, and no endpoint that a user brings along. */
const MODELS: Variables = {
  ENABLE_OLLAMA_API: "False",
  ENABLE_DIRECT_CONNECTIONS: "False",
  ENABLE_OPENAI_API: "True",
  // The config names the few models that there are; without this only admins would see them.
  BYPASS_MODEL_ACCESS_CONTROL: "True",
  // It would stand in the list as one more model, and ask one of the others at random.
  ENABLE_EVALUATION_ARENA_MODELS: "False",
  // An answer may take as long as it needs (no total limit is the default). One that has fallen silent is given up, but
  // later than the agents give up theirs, so that their words reach the page.
  AIOHTTP_CLIENT_STREAM_IDLE_TIMEOUT: String(AGENTS_SILENCE_SECONDS + 60),
};

/** Each new chat asks a model for a title, tags and follow-ups beside the answer: a cheap one, or none. */
function tasks({ models }: EcsAiStreamSettings): Variables {
  if (models.taskModelId !== undefined) return { TASK_MODEL_EXTERNAL: models.taskModelId };
  return {
    ENABLE_TITLE_GENERATION: "False",
    ENABLE_TAGS_GENERATION: "False",
    ENABLE_FOLLOW_UP_GENERATION: "False",
  };
}

/** The agents embed documents, by the same key and from the same models' provider: the task loads no model of its own. */
function documents({ models, pgvector, region }: EcsAiStreamSettings): Variables {
  return {
    RAG_EMBEDDING_ENGINE: "openai",
    RAG_EMBEDDING_MODEL: models.embeddingModelId,
    ...embeddingPrefixes(models),
    // By default each piece of a document is a request, and all of them start at once.
    RAG_EMBEDDING_BATCH_SIZE: "16",
    RAG_EMBEDDING_CONCURRENT_REQUESTS: "4",
    // `chroma` is a folder on the task's disk, and comes with the image.
    VECTOR_DB: pgvector ? "pgvector" : "chroma",
    // Uploads outlive the task, as the vectors made of them do.
    STORAGE_PROVIDER: "s3",
    S3_REGION_NAME: region,
    // Megabytes, and files in one message: a file is read into the task's memory. By default there is no limit.
    RAG_FILE_MAX_SIZE: "50",
    RAG_FILE_MAX_COUNT: "10",
  };
}

/** What several replicas need to pass events to each other. */
function replicas({ redis }: EcsAiStreamSettings): Variables {
  return redis ? { WEBSOCKET_MANAGER: "redis", ENABLE_WEBSOCKET_SUPPORT: "True" } : {};
}

const CLOSED_TO_THE_INTERNET: Variables = {
  // No model hub, no check for versions, no packages: a start waits for nobody, and nothing tells that it runs here.
  OFFLINE_MODE: "True",
  // Chats are not offered to openwebui.com.
  ENABLE_COMMUNITY_SHARING: "False",
  // A page that a user names is fetched by the task, which can reach its own credentials and the network inside.
  ENABLE_LOCAL_WEB_FETCH: "False",
  // An avatar is no way to learn the address of everybody who sees it.
  ENABLE_PROFILE_IMAGE_URL_FORWARDING: "False",
};

const CLOSED_TO_ADMINS: Variables = {
  // Plugins are Python that runs in the task, with its role and its database, and may install packages.
  ENABLE_PLUGINS: "False",
  ENABLE_PIP_INSTALL_FRONTMATTER_REQUIREMENTS: "False",
  // Chats belong to their users. Analytics goes with it, as it hands out the messages of every chat.
  ENABLE_ADMIN_CHAT_ACCESS: "False",
  ENABLE_ADMIN_ANALYTICS: "False",
  // So do files, notes and knowledge that nobody shared: they are not listed. By their id, Open WebUI gives them all the same.
  BYPASS_ADMIN_ACCESS_CONTROL: "False",
  // The whole database by one click is not how data leaves; backups are the database's own.
  ENABLE_ADMIN_EXPORT: "False",
};

const CLOSED_TO_USERS: Variables = {
  // A key that never ends is not made in passing.
  ENABLE_API_KEYS: "False",
  // A hook is an address that the task calls for a user.
  ENABLE_USER_WEBHOOKS: "False",
  // Prompts that run by the clock spend money while nobody looks.
  ENABLE_AUTOMATIONS: "False",
  // Who is there just now is for admins.
  ENABLE_PUBLIC_ACTIVE_USERS_COUNT: "False",
};

/** Sent with every response. Without a content security policy, which the page's inline scripts would make an empty one. */
const HEADERS: Variables = {
  HSTS: "max-age=31536000",
  XCONTENT_TYPE: "nosniff",
  // Not "DENY": the page shows files of its own in frames.
  XFRAME_OPTIONS: "SAMEORIGIN",
  REFERRER_POLICY: "same-origin",
  // What the page has no use for; microphone, camera and place stay, as voice, pictures and weather ask for them.
  PERMISSIONS_POLICY:
    "accelerometer=(),gyroscope=(),magnetometer=(),midi=(),payment=(),usb=(),xr-spatial-tracking=()",
};
