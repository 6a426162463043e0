import * as assert from "node:assert/strict";

import { knownComponents } from "../../../../cli/cost/knownComponents";
import { config } from "../../../support/verify/countingAgents";

describe("the components of a configuration", () => {
    it("are known by the module that they stand in, and by whether they send themselves", () => {
        const found = knownComponents(config);
        const of = (id: string) => found.find((one) => one.id === id);
        assert.deepEqual(of("prometheus.scrape.kubelet"), {
            id: "prometheus.scrape.kubelet",
            module: "kubelet",
            sends: false,
        });
        assert.equal(of("prometheus.relabel.kubelet")?.sends, true);
        assert.equal(of("prometheus.scrape.cadvisor")?.module, "cadvisor");
        assert.equal(of("prometheus.scrape.my_app")?.module, "my-app");
        assert.equal(of("loki.source.file.pod_logs_my_loki")?.module, "pod-logs");
    });

    it("are none where a configuration is none", () => {
        assert.deepEqual(knownComponents("prometheus.scrape {"), []);
        assert.deepEqual(knownComponents(""), []);
    });
});
