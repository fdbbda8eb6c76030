/** A way between two services, as Service Connect is one: requests pass through here, and are kept for a test to read. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export interface Passed {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export class Connect {
  /** Where they go; a test may move it. */
  target = "";
  readonly passed: Passed[] = [];

  private constructor(
    private readonly server: http.Server,
    readonly address: string,
  ) {}

  static async start(): Promise<Connect> {
    const server = http.createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
    const connect = new Connect(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => connect.#pass(request, response));
    return connect;
  }

  /** The documents that were posted to this path. */
  // biome-ignore lint/suspicious/noExplicitAny: requests in OpenAI's shapes
  posted(path: string): any[] {
    return this.passed.filter((one) => one.path === path && one.body).map(({ body }) => JSON.parse(body));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    this.passed.push({ path: request.url!, headers: request.headers, body: body.toString() });
    const { method, headers } = request;
    const onward = http.request(this.target + request.url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    // Who leaves in the middle is seen to leave.
    response.on("close", () => onward.destroy());
    onward.end(body);
  }
}
