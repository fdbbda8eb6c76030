/** ElastiCache: a real Redis that takes TLS only, with the token of the URL. */
import { execFileSync } from "node:child_process";
import type { Certificates } from "./certificates";
import { freePort, Part } from "./part";

export async function startRedis(
  folder: string,
  url: URL,
  certificates: Certificates,
): Promise<{ part: Part; port: number }> {
  const port = await freePort();
  const { authorityFile, certFile, keyFile } = certificates;
  const files = ["--tls-cert-file", certFile, "--tls-key-file", keyFile, "--tls-ca-cert-file", authorityFile];
  const settings = ["--port", "0", "--tls-port", String(port), ...files, "--tls-auth-clients", "no"];
  const part = await Part.start("redis", folder, {
    program: "redis-server",
    args: [...settings, "--bind", "127.0.0.1", "--requirepass", url.password, "--save", ""],
    ready: async () => ping(port, authorityFile, url.password) === "PONG",
  });
  return { part, port };
}

function ping(port: number, authorityFile: string, password: string): string {
  const args = ["-h", "127.0.0.1", "-p", String(port), "--tls", "--cacert", authorityFile, "ping"];
  const env = { ...process.env, REDISCLI_AUTH: password };
  return execFileSync("redis-cli", args, {
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
