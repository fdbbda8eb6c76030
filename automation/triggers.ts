/** `tandem triggers`: how the gates of an environment stand on its evidence. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { parseEvidence } from "../policies/gates/evidence";
import { triggersDocument } from "../policies/gates/json";
import { triggersReport } from "../policies/gates/report";
import { CommandError, EXIT } from "./exit";
import { requireEnvironment, stackFile } from "./project";
import { say } from "./terminal";

export async function triggers(options: { env: string; json: boolean }): Promise<number> {
  const { env } = options;
  const root = process.cwd();
  requireEnvironment(root, env);
  const settings = parse(fs.readFileSync(stackFile(root, env), "utf8"))?.config ?? {};
  const file = path.join("evidence", `${env}.yaml`);
  const now = new Date();
  const text = fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), "utf8") : "";
  const { evidence, overrides, problems } = parseEvidence(parse(text), file, now);
  if (problems.length > 0) throw new CommandError(EXIT.config, problems.join("\n"));
  const document = triggersDocument({
    environment: env,
    blueprint: settings["tandem:blueprint"] ?? env,
    features: settings["tandem:features"] ?? [],
    evidence,
    overrides,
    now,
  });
  if (options.json) say(JSON.stringify(document, null, 2));
  else process.stdout.write(triggersReport(document));
  return EXIT.done;
}
