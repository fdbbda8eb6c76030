/** A person at Open WebUI's API: signed in, with what the page would send. */
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** What an API answered: its status, and the document or the text. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: Open WebUI's own documents
  body: any;
}

/** Whoever an account is of. */
export interface Account {
  email: string;
  password: string;
}

/** Whom the admin adds. */
export const USER: Account = { email: "user@example.com", password: "a long enough password" };
/** Whom nobody has added. */
const STRANGER = { ...USER, name: "Stranger", email: "stranger@example.com" };

export class Visitor {
  token = "";

  constructor(readonly address: string) {}

  static async signIn(address: string, account: Account): Promise<Visitor> {
    const visitor = new Visitor(address);
    const { status, body } = await visitor.post("/api/v1/auths/signin", account);
    assert.equal(status, 200, JSON.stringify(body));
    visitor.token = body.token;
    return visitor;
  }

  /** Tries to register as somebody whom nobody has added, and is signed in where that is let. */
  async signUp(): Promise<Answer> {
    const answer = await this.post("/api/v1/auths/signup", STRANGER);
    if (answer.status === 200) this.token = answer.body.token;
    return answer;
  }

  /** As the admin: adds a user who needs no approval. */
  async add(user: Account): Promise<Answer> {
    return this.post("/api/v1/auths/add", { ...user, name: "User", role: "user" });
  }

  get(path: string): Promise<Answer> {
    return this.#ask("GET", path);
  }

  post(path: string, document: unknown): Promise<Answer> {
    return this.#ask("POST", path, JSON.stringify(document), { "content-type": "application/json" });
  }

  /** Begins a request whose answer streams, and leaves it open. */
  async open(path: string, document: unknown): Promise<{ first: () => Promise<string> }> {
    const response = await fetch(this.address + path, {
      method: "POST",
      body: JSON.stringify(document),
      headers: { "content-type": "application/json", authorization: `Bearer ${this.token}` },
    });
    const reader = response.body!.getReader();
    return { first: async () => new TextDecoder().decode((await reader.read()).value) };
  }

  /** Uploads a text file as the page does. */
  upload(name: string, text: string): Promise<Answer> {
    const form = new FormData();
    form.append("file", new Blob([text], { type: "text/plain" }), name);
    return this.#ask("POST", "/api/v1/files/", form);
  }

  /** Waits until an uploaded file has been read and embedded. */
  async processed(fileId: string): Promise<void> {
    for (;;) {
      const { body } = await this.get(`/api/v1/files/${fileId}/process/status`);
      if (body.status === "completed") return;
      assert.notEqual(body.status, "failed", JSON.stringify(body));
      await sleep(200);
    }
  }

  /** The ids of the models that this person is offered. */
  async models(): Promise<string[]> {
    const { status, body } = await this.get("/api/models");
    assert.equal(status, 200, JSON.stringify(body));
    return body.data.map(({ id }: { id: string }) => id).toSorted();
  }

  async #ask(
    method: string,
    path: string,
    body?: string | FormData,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    const authorization: Record<string, string> = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const response = await fetch(this.address + path, {
      method,
      body,
      headers: { ...headers, ...authorization },
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }
}
