/** bc1 as its users meet it: both services run for real, and what is AWS's stands in on loopback. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { Balancer } from "./balancer";
import { openBrowser, Pictures } from "./browser";
import { type Certificates, makeCertificates } from "./certificates";
import { Connect } from "./connect";
import { Deployed } from "./deployed";
import { answers, freePort, Part, pythonOf } from "./part";
import { PostgresServer } from "./postgres";
import { startRedis } from "./redis";
import { amazon, type Service, startAgents, startOpenWebUi } from "./services";
import { Visitor } from "./visitor";

const RESULTS = path.resolve(__dirname, "..", "..", ".tandem", "test-services");
const AGENTS = path.resolve(__dirname, "..", "..", "services", "agents");

/** One call to Bedrock: `converse`, `converse-stream` or `invoke`, the model's id, and the body. */
interface Asked {
  operation: string;
  model: string;
  text: string;
}

export class Estate {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-services-"));
  readonly deployed = new Deployed();
  readonly pictures = new Pictures(RESULTS);
  /** Text that stands in a variable, and what a test puts in its place: an address in AWS, and where it is here. */
  readonly places = new Map<string, string>();
  readonly python = pythonOf("test/services/venv.sh");
  readonly agentsPython = pythonOf("services/agents/venv.sh");
  readonly #closers: (() => unknown)[] = [];
  readonly #endpoints: Record<string, string> = {};
  certificates!: Certificates;
  balancer!: Balancer;
  browser!: Browser;
  database!: PostgresServer;
  connect!: Connect;
  agents!: Service;
  replicas: Service[] = [];

  constructor() {
    this.later(() => fs.rmSync(this.folder, { recursive: true, force: true }));
    this.later(() => this.deployed.close());
  }

  /** Brings bc1 up on the sandbox and starts all but Open WebUI. */
  async open(...changes: [from: string | RegExp, to: string][]): Promise<void> {
    await this.deployed.up(...changes);
    const { hostname } = this.url;
    this.certificates = makeCertificates(this.python, this.folder, [hostname, "127.0.0.1"]);
    await this.#startDatabase();
    await this.#startRedis();
    this.#endpoints.BEDROCK_RUNTIME = await this.#startModels("bedrock");
    await this.#startStorage();
    this.connect = await Connect.start();
    this.later(() => this.connect.close());
    this.places.set("http://agents:8000", this.connect.address);
    await this.startAgents();
    this.balancer = await Balancer.start(this.certificates);
    this.later(() => this.balancer.close());
    this.browser = await openBrowser(hostname, this.balancer.port);
    this.later(() => this.browser.close());
  }

  /** The public address. */
  get url(): URL {
    return new URL(this.deployed.task("ai-open-webui").WEBUI_URL!);
  }

  /** A service's variables, with loopback where the sandbox says AWS. */
  variables(service: string): Record<string, string> {
    const pairs = Object.entries(this.deployed.task(service)).map(([name, value]) => {
      const moved = [...this.places].reduce((text, [from, to]) => text.replaceAll(from, to), value);
      return [name, moved];
    });
    return { ...Object.fromEntries(pairs), ...amazon(this.#endpoints), ...this.#trust() };
  }

  async startAgents(): Promise<void> {
    this.agents = await startAgents(this.agentsPython, this.folder, this.variables("ai-agents"));
    this.later(() => this.agents.part.stop("SIGKILL"));
    this.connect.target = this.agents.address;
  }

  /** Ends the agents, and starts them with the settings of now. */
  async replaceAgents(): Promise<void> {
    await this.agents.part.stop();
    await this.startAgents();
  }

  /** Starts a task of Open WebUI, with a disk of its own, and sends visitors to it. */
  async startReplica(
    name: string,
    more: Record<string, string> = {},
    task = "ai-open-webui",
  ): Promise<Service> {
    const variables = { ...this.variables(task), ...more };
    const service = await startOpenWebUi(this.python, this.disk(name), variables);
    this.later(() => service.part.stop("SIGKILL"));
    this.replicas.push(service);
    this.balancer.replicas.push(service.address);
    return service;
  }

  /** An OpenID Connect provider in the place of this issuer, which knows these people. */
  async startIssuer(issuer: string, emails: string[]): Promise<void> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const claims = emails.map((email) => JSON.stringify({ sub: email, email, name: email }));
    const people = claims.flatMap((claim) => ["--user-claims", claim]);
    const part = await Part.start("issuer", this.folder, {
      program: this.python,
      args: ["-m", "oidc_provider_mock", "--port", String(port), ...people],
      ready: () => answers(`${address}/.well-known/openid-configuration`),
    });
    this.later(() => part.stop("SIGKILL"));
    this.places.set(issuer, address);
  }

  /** An OpenAI-compatible endpoint in the place of this one; what it is asked passes through here. */
  async startEndpoint(origin: string): Promise<Connect> {
    const passing = await Connect.start();
    this.later(() => passing.close());
    passing.target = await this.#startModels("upstream");
    this.places.set(origin, passing.address);
    return passing;
  }

  /** The admin, signed in at this replica. */
  admin(address: string): Promise<Visitor> {
    const { WEBUI_ADMIN_EMAIL, WEBUI_ADMIN_PASSWORD } = this.variables("ai-open-webui");
    return Visitor.signIn(address, { email: WEBUI_ADMIN_EMAIL!, password: WEBUI_ADMIN_PASSWORD! });
  }

  /** Ends a task as ECS does. */
  async stopReplica(service: Service): Promise<void> {
    this.replicas = this.replicas.filter((one) => one !== service);
    this.balancer.replicas = this.balancer.replicas.filter((one) => one !== service.address);
    await service.part.stop();
  }

  /** What Bedrock was asked so far. */
  async askedOfBedrock(matches: (asked: Asked) => boolean): Promise<Asked[]> {
    const response = await fetch(`${this.#endpoints.BEDROCK_RUNTIME}/asked`);
    const calls = (await response.json()) as [operation: string, model: string, body: unknown][];
    return calls
      .map(([operation, model, body]) => ({ operation, model, text: JSON.stringify(body) }))
      .filter(matches);
  }

  /** Publishes what `cost` and `triggers` say, to where the crews read it. */
  async publishReports(): Promise<Record<string, string>> {
    const bucket = new URL(this.deployed.task("ai-agents").REPORTS!).host;
    const reports = await this.deployed.publish();
    for (const [key, body] of Object.entries(reports)) {
      await fetch(`${this.#endpoints.S3}/${bucket}/${key}`, { method: "PUT", body });
    }
    return reports;
  }

  disk(name: string): string {
    const folder = path.join(this.folder, name);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
  }

  async #startDatabase(): Promise<void> {
    const url = new URL(this.deployed.task("ai-open-webui").DATABASE_URL!);
    this.database = await PostgresServer.start(this.python, url, this.certificates);
    this.later(() => this.database.stop());
    this.places.set(url.host, `127.0.0.1:${this.database.port}`);
  }

  /** Only where several replicas share one. */
  async #startRedis(): Promise<void> {
    const found = this.deployed.task("ai-open-webui").REDIS_URL;
    if (found === undefined) return;
    const url = new URL(found);
    const { part, port } = await startRedis(this.folder, url, this.certificates);
    this.later(() => part.stop());
    this.places.set(url.host, `127.0.0.1:${port}`);
  }

  /** A stand-in of the agents' tests, as a process of its own; its address. */
  async #startModels(module: "bedrock" | "upstream"): Promise<string> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const listening = ["--host", "127.0.0.1", "--port", String(port)];
    const part = await Part.start(module, this.folder, {
      program: this.agentsPython,
      args: ["-m", "uvicorn", "--app-dir", "tests", `${module}:app`, ...listening],
      cwd: AGENTS,
      variables: { PYTHONDONTWRITEBYTECODE: "1" },
      ready: async () => (await fetch(address)).status > 0,
    });
    this.later(() => part.stop("SIGKILL"));
    return address;
  }

  async #startStorage(): Promise<void> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const part = await Part.start("s3", this.folder, {
      program: this.python,
      args: ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)],
      ready: () => answers(`${address}/moto-api/`),
    });
    this.later(() => part.stop("SIGKILL"));
    this.#endpoints.S3 = address;
    const buckets = [
      this.deployed.task("ai-open-webui").S3_BUCKET_NAME!,
      new URL(this.deployed.task("ai-agents").REPORTS!).host,
    ];
    for (const bucket of buckets) await fetch(`${address}/${bucket}`, { method: "PUT" });
  }

  /** The image's own list of authorities holds Amazon's; here it is the test's. */
  #trust(): Record<string, string> {
    return { SSL_CERT_FILE: this.certificates.authorityFile };
  }

  /** What is done at the end; the last thing first. */
  later(close: () => unknown): void {
    this.#closers.push(close);
  }
}
