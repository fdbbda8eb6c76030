"use strict";
// The SDK takes a stack trace for every promise, and source-map-support, which it installs, looks for source maps for
// each: half of a preview's time. The bundle has none, so Node's own traces say as much.
Error.prepareStackTrace = undefined;
module.exports = require("../load")(require.resolve("./index.ts")).default;
