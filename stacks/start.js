require("./lazy");
require("./undebugged");
const load = require("../load");
const rpc = require("@pulumi/pulumi/runtime/rpc");

// awsx hands back every resource that it made. Of those only ids are used: as ids they need no call to the engine each.
rpc.registerResourceModule = () => {};

module.exports = load(require.resolve("./index.ts")).default;
