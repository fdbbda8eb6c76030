require("./sdk").patchSdk();

module.exports = require("../load")(require.resolve("./index.ts")).default;
