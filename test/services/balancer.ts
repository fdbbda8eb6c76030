/**
 * The load balancer: TLS for the public name ends here, and each request goes to the next replica, or to one that a
 * test has chosen. A browser reaches it under the real name.
 */
import * as https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { createProxyServer } from "httpxy";
import type { Certificates } from "./certificates";

export class Balancer {
  #next = 0;
  readonly #connections = new Set<Socket>();
  /** Addresses of the replicas, `http://127.0.0.1:<port>`. */
  replicas: string[] = [];

  private constructor(
    private readonly server: https.Server,
    readonly port: number,
  ) {}

  static async start({ cert, key }: Certificates): Promise<Balancer> {
    const proxy = createProxyServer({ xfwd: true });
    const server = https.createServer({ cert, key });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
    const balancer = new Balancer(server, port);
    server.on("secureConnection", (socket) => {
      balancer.#connections.add(socket);
      socket.on("close", () => balancer.#connections.delete(socket));
    });
    server.on("request", (request, response) => {
      const target = balancer.#choose();
      if (target === undefined) return response.writeHead(503).end();
      proxy.web(request, response, { target }).catch(() => response.destroy());
    });
    server.on("upgrade", (request, socket, head) => {
      const target = balancer.#choose();
      if (target === undefined) return socket.destroy();
      proxy.ws(request, socket as Socket, { target }, head).catch(() => socket.destroy());
    });
    return balancer;
  }

  #choose(): string | undefined {
    return this.replicas[this.#next++ % this.replicas.length];
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    // Web sockets are none of the server's connections any more.
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }
}
