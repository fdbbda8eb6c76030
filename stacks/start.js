require("./lazy");
const load = require("../load");
const debuggable = require("@pulumi/pulumi/runtime/debuggable");

// The SDK takes a stack trace for every promise that it makes, to name it should it never end: a third of a preview's
// time. Errors keep theirs, as Node writes it: the bundle has no source maps for source-map-support to look for.
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

module.exports = load(require.resolve("./index.ts")).default;
