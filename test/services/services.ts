/** The two services of the AI stream as ECS starts them, with nothing but what their task definitions say. */
import * as fs from "node:fs";
import * as path from "node:path";
import { answers, freePort, Part } from "./part";

const AGENTS = path.resolve(__dirname, "..", "..", "services", "agents");

/** A service that runs: its address, and the process. */
export interface Service {
  part: Part;
  address: string;
}

/** What a task gets of AWS itself: credentials, a region, and where AWS's APIs are. */
export function amazon(endpoints: Record<string, string>): Record<string, string> {
  const variables = Object.entries(endpoints).map(([api, url]) => [`AWS_ENDPOINT_URL_${api}`, url]);
  return {
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "127.0.0.1",
    ...Object.fromEntries(variables),
  };
}

/** The agents service, with the command of its Dockerfile. */
export async function startAgents(
  python: string,
  folder: string,
  variables: Record<string, string>,
): Promise<Service> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const places: Record<string, string> = { "0.0.0.0": "127.0.0.1", "8000": String(port) };
  const part = await Part.start("agents", folder, {
    program: python,
    args: ["-m", ...command().map((word) => places[word] ?? word)],
    cwd: AGENTS,
    variables: { PYTHONDONTWRITEBYTECODE: "1", ...variables },
    ready: () => answers(`${address}/health`),
  });
  return { part, address };
}

/** The words of the Dockerfile's CMD. */
function command(): string[] {
  const text = fs.readFileSync(path.join(AGENTS, "Dockerfile"), "utf8").replaceAll("\\\n", "");
  return JSON.parse(/^CMD (\[.*\])$/m.exec(text)![1]!);
}

/** Open WebUI, as its image's start script does it; its folder is the task's disk. */
export async function startOpenWebUi(
  python: string,
  folder: string,
  variables: Record<string, string>,
  port?: number,
): Promise<Service> {
  const { start, address } = await openWebUi(python, folder, variables, port);
  const part = await Part.start(path.basename(folder), folder, {
    ...start,
    ready: () => answers(`${address}/health`),
  });
  return { part, address };
}

/** How it is started, for a test that does not wait until it serves. */
export async function openWebUi(
  python: string,
  folder: string,
  variables: Record<string, string>,
  port?: number,
) {
  const own = port ?? (await freePort());
  const pictures = path.join(folder, "static");
  fs.mkdirSync(pictures, { recursive: true });
  const serve = ["-m", "uvicorn", "open_webui.main:app", "--host", "127.0.0.1", "--port", String(own)];
  return {
    address: `http://127.0.0.1:${own}`,
    start: {
      program: python,
      args: [...serve, "--forwarded-allow-ips", "*", "--workers", "1"],
      // What the image has in its own folders, the wheel has inside its package; the last two are written to.
      variables: { ENV: "prod", FROM_INIT_PY: "true", DATA_DIR: folder, STATIC_DIR: pictures, ...variables },
    },
  };
}
