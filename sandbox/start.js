require("../load")(require.resolve("./main.ts"));
