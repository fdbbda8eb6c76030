require("../load")(require.resolve("./index.ts"));
