// Mocha's own listing, and the counts added to the file that TEST_COUNTS names, one line a run: .ci/run sums them up.
const fs = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env.TEST_COUNTS;
            if (file) fs.appendFileSync(file, `${passes} ${failures} ${pending}\n`);
        });
    }
};
