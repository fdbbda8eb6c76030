// What the SDK does for its own debugging takes as long as the program itself.

const debuggable = require("@pulumi/pulumi/runtime/debuggable");
const log = require("@pulumi/pulumi/log");
const { Resource } = require("@pulumi/pulumi/resource");

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
