// Who may import whom (docs/architecture.md), and why not. `npm run verify` holds the whole tree against it, subpaths and
// type imports included.

/** Node's modules by which a file, another process or the network is reached. */
const OUTSIDE = "^(node:)?(fs|child_process|net|http|https|http2|tls|dgram|dns|os|worker_threads)(/|$)";
/** Every room of ours. */
const ROOMS = "^(stacks|components|policies|automation|engine|sandbox|pulumi|words|aws|test|services)/";

/** `from` may import of ours only itself and `allowed`. */
function only(name, from, allowed, comment) {
  const pathNot = [from, ...allowed].map((one) => (one.startsWith("^") ? one : `^${one}`));
  return { name, comment, severity: "error", from: { path: `^${from}` }, to: { path: ROOMS, pathNot } };
}

/** `from` imports nothing by which it could reach outside. */
function pure(name, from, more, comment) {
  const path = [OUTSIDE, ...more];
  return { name, comment, severity: "error", from: { path: `^${from}` }, to: { path } };
}

const GROUND = ["pulumi/", "words/", "aws/"];
const BUDGET = "policies/(budget|gates)/";

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Two files that need each other are one idea, or hide a third.",
      severity: "error",
      from: {},
      // A blueprint's file is loaded when it is chosen, and types are nothing at run time: neither closes a circle.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } },
    },
    only("pulumi-stands-alone", "pulumi/", [], "Pulumi's own documents are the ground: everything stands on them."),
    only("words-stand-alone", "words/", [], "What is said to people is the ground: everything stands on it."),
    only("aws-stands-alone", "aws/", [], "Facts of AWS are the ground: the command, the components and the double all read them."),
    pure("ground-is-pure", "(pulumi|words|aws)/", ["^node_modules/@pulumi/"], "The ground needs no SDK, no file and no network."),
    only("components-know-components", "components/", GROUND, "stacks/ wires components with budget, gates and providers."),
    pure("components-are-pure", "components/", [], "A component does no I/O: what it needs is handed in as data."),
    only(
      "policies-judge-any-program",
      "policies/",
      GROUND,
      "Policies judge any Pulumi program: they know nothing of ours but planned resources.",
    ),
    pure(
      "budget-gates-and-rules-are-pure",
      "policies/(budget|gates|rules)/",
      ["^node_modules/@pulumi/pulumi/"],
      "Their callers read files and the clock; they also judge programs that are not running.",
    ),
    only("engine-knows-no-one", "engine/", ["words/"], "The engine room gets parts from outside: it knows nothing of what runs on them."),
    only("sandbox-knows-no-one", "sandbox/", ["engine/", ...GROUND], "The sandbox stands in for the cloud: it must not know what runs on it."),
    only(
      "stacks-wire",
      "stacks/",
      ["components/", BUDGET, ...GROUND],
      "The program knows how things are wired and judged, not who runs it.",
    ),
    only(
      "the-command-drives-from-outside",
      "automation/",
      ["stacks/config/", "policies/", "engine/", "sandbox/", "components/tags\\.ts", ...GROUND],
      "What the command shows must be what Pulumi does: it drives the program through the engine, never by calling it.",
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
