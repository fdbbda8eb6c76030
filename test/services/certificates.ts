/** A certificate authority for what speaks TLS in AWS, and a certificate for each name that the tests reach. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export interface Certificates {
  /** The authority's own certificate, for those who check. */
  authorityFile: string;
  certFile: string;
  keyFile: string;
  cert: Buffer;
  key: Buffer;
}

export function makeCertificates(python: string, folder: string, names: string[]): Certificates {
  execFileSync(python, ["-m", "trustme", "-q", "-d", folder, "-i", ...names]);
  const [certFile, keyFile] = [path.join(folder, "server.pem"), path.join(folder, "server.key")];
  return {
    authorityFile: path.join(folder, "client.pem"),
    certFile,
    keyFile,
    cert: fs.readFileSync(certFile),
    key: fs.readFileSync(keyFile),
  };
}
