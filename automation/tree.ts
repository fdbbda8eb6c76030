/** The live tree of a run on a terminal: components with how far they are, and below each what is running or failed. */
import type { StepEventMetadata } from "@pulumi/pulumi/automation/events";
import { className, nameOf, typeOf } from "../pulumi/urn";
import { duration, paint } from "./terminal";

interface Node {
  urn: string;
  parent: string;
  op: string;
  custom: boolean;
  started: number;
  state: "running" | "done" | "failed";
}

const ESCAPE = "\u001b";
const FRAMES_PER_SECOND = 8;
const WORDS: Record<string, string> = {
  create: "creating",
  update: "updating",
  delete: "deleting",
  same: "looking",
};

export class Tree {
  readonly #nodes = new Map<string, Node>();
  readonly #began = Date.now();
  #drawn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  start(): void {
    this.#timer = setInterval(() => this.#draw(), 1000 / FRAMES_PER_SECOND);
    this.#timer.unref();
  }

  /** Draws the tree a last time and leaves it on the screen. */
  stop(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#drawn = 0;
  }

  starts({ urn, op, new: after, old: before }: StepEventMetadata): void {
    const { parent = "", custom = false } = after ?? before ?? {};
    this.#nodes.set(urn, { urn, parent, op, custom, started: Date.now(), state: "running" });
  }

  ends({ urn }: { urn: string }, state: "done" | "failed"): void {
    const node = this.#nodes.get(urn);
    if (node) node.state = state;
  }

  #draw(): void {
    const { columns = 80, rows = 24 } = this.stream;
    const lines = this.rows(rows - 2).map((line) => `${ESCAPE}[2K${clip(line, columns)}`);
    const up = this.#drawn > 0 ? `${ESCAPE}[${this.#drawn}A` : "";
    this.stream.write(`${up}${lines.map((line) => `${line}\n`).join("")}${ESCAPE}[J`);
    this.#drawn = lines.length;
  }

  /** The tree as text, at most this many lines. */
  rows(most: number): string[] {
    const nodes = [...this.#nodes.values()];
    const done = nodes.filter(({ custom, state }) => custom && state === "done").length;
    const all = nodes.filter(({ custom }) => custom).length;
    const head = `${done} of ${all} so far, ${duration(Date.now() - this.#began)}`;
    const roots = nodes.filter(({ parent }) => !this.#nodes.has(parent));
    const body = roots.flatMap((root) => this.#branch(root, ""));
    const shown =
      body.length < most
        ? body
        : [...body.slice(0, most - 2), paint.dim(`… ${body.length - most + 2} more lines`)];
    return [paint.dim(head), ...shown];
  }

  /** A component with what is of interest in it; a resource only while it runs, or when it failed. */
  #branch(node: Node, indent: string): string[] {
    const name = nameOf(node.urn);
    const kind = paint.dim(className(typeOf(node.urn)));
    if (node.custom) {
      if (node.state === "done") return [];
      const took = duration(Date.now() - node.started);
      const state =
        node.state === "failed" ? paint.red("failed") : paint.yellow(`${WORDS[node.op] ?? node.op} ${took}`);
      return [`${indent}${name} ${kind} ${state}`];
    }
    const children = [...this.#nodes.values()].filter(({ parent }) => parent === node.urn);
    const below = this.#below(node.urn);
    const done = below.filter(({ state }) => state === "done").length;
    const count = done === below.length ? paint.green(`${done} done`) : `${done} of ${below.length}`;
    return [
      `${indent}${name} ${kind} ${count}`,
      ...children.flatMap((child) => this.#branch(child, `${indent}  `)),
    ];
  }

  #below(urn: string): Node[] {
    const children = [...this.#nodes.values()].filter(({ parent }) => parent === urn);
    return children.flatMap((child) => (child.custom ? [child] : this.#below(child.urn)));
  }
}

/** A colour mark, or one character. */
const PART = new RegExp(`${ESCAPE}\\[[0-9;]*m|.`, "g");

/** Cut to the width of the terminal, colour marks not counted. */
function clip(line: string, columns: number): string {
  let room = columns - 1;
  return line.replace(PART, (part) => (part.startsWith(ESCAPE) || room-- > 0 ? part : ""));
}

/** A tree for this run, when people watch on a terminal that can draw. */
export function treeFor(json: boolean): Tree | undefined {
  const { stdout } = process;
  return stdout.isTTY && !json && !process.env.CI && process.env.TERM !== "dumb"
    ? new Tree(stdout)
    : undefined;
}
