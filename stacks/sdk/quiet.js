// What the SDK does for its own debugging takes as long as the program itself. Of its search for promises that never end:
// https://github.com/pulumi/pulumi/pull/1374

function apply() {
  const debuggable = require("@pulumi/pulumi/runtime/debuggable");
  const log = require("@pulumi/pulumi/log");
  const { Resource } = require("@pulumi/pulumi/resource");
  before = { "log.debug": log.debug, "Resource.callsites": Resource.callsites, ...debuggable };

  // It sends every debug line to the engine, one after the other, and the engine drops them;
  log.debug = () => Promise.resolve();
  // it looks up where in the program each resource was made, which in a bundle nobody can use;
  Resource.callsites = () => [];
  // and it takes a stack trace for every promise, to name it should it never end. Errors keep theirs, as Node writes it:
  // the bundle has no source maps for source-map-support to look for.
  Error.prepareStackTrace = undefined;
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (...args) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...args);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

let before = {};

function gone() {
  const replaced = ["log.debug", "Resource.callsites", "debuggablePromise"];
  return replaced.filter((name) => typeof before[name] !== "function");
}

module.exports = { name: "quiet", apply, gone };
