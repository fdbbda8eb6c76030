/**
 * What the page sends, against what the agents' tests take for it: services/agents/tests/fixtures/page. After a bump of
 * Open WebUI, or a change of its settings, `RECORD=1 npm run test:services` writes them anew.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const FOLDER = path.resolve(__dirname, "../../services/agents/tests/fixtures/page");

interface Sent {
  messages: { role: string; content: string | { type: string }[]; tool_calls?: unknown[] }[];
  tools?: { function: { name: string } }[];
}

export function isAsRecorded(name: string, sent: Sent | undefined): void {
  assert.ok(sent, `the page sent ${name}`);
  const file = path.join(FOLDER, `${name}.json`);
  if (process.env.RECORD) fs.writeFileSync(file, `${JSON.stringify(sent, null, 1)}\n`);
  assert.deepEqual(shape(sent), shape(JSON.parse(fs.readFileSync(file, "utf8"))));
}

/** What stays the same from one day to the next. */
function shape(sent: Sent) {
  return {
    fields: Object.keys(sent).toSorted(),
    tools: sent.tools?.map((tool) => tool.function.name).toSorted(),
    messages: sent.messages.map(({ role, content, tool_calls }) => ({
      role,
      parts: typeof content === "string" ? "text" : content.map(({ type }) => type),
      calls: tool_calls?.length,
    })),
  };
}
