import * as assert from "node:assert/strict";

import { downTargets } from "../../../../cli/verify/metrics";
import { FakeBackend } from "../../../support/verify/fakeBackend";

describe("targets that are down", () => {
    const backend = new FakeBackend();
    before(() => backend.start());
    after(() => {
        backend.stop();
    });

    it("are what the agent could not scrape, in this run", async () => {
        backend.series['up{cluster="c"}'] = [
            { metric: { job: "a", instance: "one" }, samples: [[1, "0"]] },
            { metric: { job: "b", instance: "two" }, samples: [[1, "1"]] },
            { metric: { job: "c", instance: "three" }, samples: [[60, "0"]] },
        ];
        assert.deepEqual(await downTargets(backend.login(), "c", new Date(Date.now() - 10_000)), [
            { job: "a", instance: "one" },
        ]);
    });
});
