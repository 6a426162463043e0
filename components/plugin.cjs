// What Pulumi starts for programs in other languages: the package as it is built, or its source, which Pulumi itself compiles.
const { existsSync } = require("node:fs");

module.exports = existsSync(`${__dirname}/dist/plugin/main.js`)
    ? require("./dist/plugin/main.js")
    : require("./plugin/main.ts");
