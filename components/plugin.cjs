// What Pulumi starts for programs in other languages: the package as it is built; or in a checkout, its source. Pulumi itself would
// compile that with the settings of whoever uses it, which TypeScript 6 refuses for files beside their folder.
const { existsSync } = require("node:fs");

if (existsSync(`${__dirname}/dist/plugin/main.js`)) {
    module.exports = require("./dist/plugin/main.js");
} else {
    require("tsx/cjs");
    module.exports = require("./plugin/main.ts");
}
