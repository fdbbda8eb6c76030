// Puts off loading what the Pulumi SDK loads at its start and this program never uses: the Automation API, component
// providers, and what serialises functions (a TypeScript compiler and an npm client). They are most of a start's time.
// Each is loaded at its first use, so nothing is missing when something does use it. The SDK itself began to do so:
// https://github.com/pulumi/pulumi/pull/10185

const Module = require("node:module");

const LATER = new Set([
  "@npmcli/arborist",
  "normalize-package-data",
  "typescript",
  "./automation",
  "./provider",
]);
const SDK = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const met = new Set();

function apply() {
  const loadNow = Module._load;
  Module._load = function (request, parent, isMain) {
    if (!LATER.has(request) || !SDK.test(parent?.filename ?? ""))
      return loadNow.call(this, request, parent, isMain);
    met.add(request);
    return later(() => loadNow.call(this, request, parent, isMain));
  };
}

/** What the SDK did not ask for as it was loaded: it has another name now. */
function gone() {
  require("@pulumi/pulumi");
  return [...LATER].filter((request) => !met.has(request));
}

module.exports = { name: "lazy", apply, gone };

/** Stands for a module until somebody looks into it. */
function later(load) {
  let loaded;
  const real = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(function module() {}, {
    get(_target, key) {
      // What compiled imports ask first; saying yes keeps them from copying every export at once.
      if (key === "__esModule") return true;
      if (key === "default" && !real().__esModule) return real();
      return real()[key];
    },
    has: (_target, key) => key in real(),
    apply: (_target, self, args) => Reflect.apply(real(), self, args),
    construct: (_target, args) => Reflect.construct(real(), args),
  });
}
