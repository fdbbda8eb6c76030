// Runs a TypeScript entry: bundled in memory at each start (about 0.1 s), so nothing has to be built first and stale
// code can never run. Small packages are bundled too, as one file loads faster than a hundred.

const Module = require("node:module");
const path = require("node:path");
const esbuild = require("esbuild");

/** What must be loaded once per process, or reads files of its own beside it. */
const EXTERNAL = ["@pulumi/*", "@grpc/*", "google-protobuf", "esbuild", "yargs", "*/package.json"];

/** Loads the TypeScript module at this absolute path, with all that it imports, and returns its exports. */
module.exports = function load(entry) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    external: EXTERNAL,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Packages are CommonJS too: import() of one becomes require(), which also resolves folders.
    supported: { "dynamic-import": false },
    write: false,
  });
  const loaded = new Module(entry, module);
  loaded.filename = entry;
  loaded.paths = Module._nodeModulePaths(path.dirname(entry));
  loaded._compile(outputFiles[0].text, entry);
  return loaded.exports;
};
