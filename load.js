// Runs a TypeScript entry as one bundle, made anew whenever one of its files has changed: nothing has to be built first,
// and stale code can never run. A bundle starts faster than a hundred files, and one that is there already costs 20 ms.

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/** What must be loaded once per process, or reads files of its own beside it. */
const EXTERNAL = ["@aws-sdk/*", "@pulumi/*", "@grpc/*", "google-protobuf", "esbuild", "yargs"];

/** Loads the TypeScript module at this absolute path, with all that it imports, and returns its exports. */
module.exports = function load(entry) {
  const name = path.relative(__dirname, entry).replace(/\W+/g, "-");
  const bundle = path.join(__dirname, ".tandem", "bundles", `${name}.js`);
  if (!isFresh(bundle)) build(entry, bundle);
  return require(bundle);
};

/** The bundle's first line holds the hash of every file that it was made of. */
function isFresh(bundle) {
  try {
    const [head] = fs.readFileSync(bundle, "utf8").split("\n", 1);
    return Object.entries(JSON.parse(head.slice(3))).every(([file, hash]) => hashOf(file) === hash);
  } catch {
    return false; // none yet, or one of its files is gone
  }
}

function hashOf(file) {
  return crypto.hash("sha256", fs.readFileSync(path.join(__dirname, file)), "base64");
}

function build(entry, bundle) {
  const { outputFiles, metafile } = bundled(entry);
  const files = [path.basename(__filename), "package.json", ...Object.keys(metafile.inputs)];
  const inputs = Object.fromEntries(files.map((file) => [file, hashOf(file)]));
  fs.mkdirSync(path.dirname(bundle), { recursive: true });
  // Put in place whole, as two commands may build at once.
  const next = `${bundle}.${process.pid}`;
  fs.writeFileSync(next, `// ${JSON.stringify(inputs)}\n${outputFiles[0].text}`);
  fs.renameSync(next, bundle);
}

function bundled(entry) {
  try {
    return require("esbuild").buildSync({
      entryPoints: [entry],
      absWorkingDir: __dirname,
      bundle: true,
      metafile: true,
      external: EXTERNAL,
      platform: "node",
      target: "node22",
      format: "cjs",
      // Packages are CommonJS too: import() of one becomes require(), which also resolves folders.
      supported: { "dynamic-import": false },
      write: false,
      logLevel: "silent",
    });
  } catch (error) {
    const lines = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column}: ${text}` : text,
    );
    // A syntax error is what Pulumi prints without a stack.
    throw Object.assign(new SyntaxError(lines.join("\n") || error.message), { stack: "" });
  }
}
