/**
 * An S3 bucket that keeps what is put into it, on loopback, and AWS STS, which says whose the credentials are: what
 * `--publish` asks of AWS.
 */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { identity } from "./tagging";

export interface Put {
  type: string | undefined;
  owner: string | string[] | undefined;
  text: string;
}

export class Bucket {
  /** By bucket and key, like `bucket/key`. */
  readonly objects = new Map<string, Put>();
  /** Whether it says no to what is put into it. */
  refuses = false;
  /** How often it, or AWS STS, was asked. */
  requests = 0;
  readonly #server = http.createServer(async (request, response) => {
    this.requests++;
    const text = (await request.toArray()).join("");
    if (text.includes("Action=GetCallerIdentity")) response.end(identity(this.accountId));
    else if (request.method !== "PUT" || this.refuses) response.writeHead(403).end(DENIED);
    else {
      const { pathname } = new URL(request.url!, "http://bucket");
      const { "content-type": type, "x-amz-expected-bucket-owner": owner } = request.headers;
      this.objects.set(pathname.slice(1), { type, owner, text });
      response.end();
    }
  });

  constructor(private readonly accountId: string) {}

  /** Serves until it is closed; the variables lead the AWS SDK here. */
  async serve(): Promise<NodeJS.ProcessEnv> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "stand-in",
      AWS_SECRET_ACCESS_KEY: "stand-in",
    };
  }

  close(): void {
    this.#server.close();
  }
}

const DENIED = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
