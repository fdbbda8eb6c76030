// Runs a TypeScript entry: bundled in memory at each start (about 0.1 s), so nothing has to be built first and stale
// code can never run. Packages stay outside the bundle: the Pulumi SDK must be loaded once per process.

const Module = require("node:module");
const path = require("node:path");
const esbuild = require("esbuild");

/** Loads the TypeScript module at this absolute path, with all that it imports, and returns its exports. */
module.exports = function load(entry) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    packages: "external",
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
