import * as assert from "node:assert/strict";

import { destination } from "../../../../components/agent/destination";
import { placementValues } from "../../../../components/agent/placement";
import { mergedValues } from "../../../../components/chartValues";
import { PodPlacement } from "../../../../components/pods";
import { RemoteKind } from "../../../../components/remotes";

const usual: PodPlacement = {
    tolerations: [],
    nodeSelector: {},
    affinity: {},
    openShift: false,
    imagePullSecrets: [],
};
const own = {
    alloy: { extraEnv: [{ name: "GOMEMLIMIT", value: "1MiB" }] },
    controller: {
        type: "daemonset",
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
    },
};
const agentProxy = { url: "http://proxy.example.com:3128", noProxy: ["10.0.0.0/8"] };

describe("agents' placement", () => {
    it("changes nothing where nothing is said of it", () => {
        assert.deepEqual(mergedValues(own, placementValues(usual)), own);
    });

    it("is labels, annotations, how many change at a time, and a proxy", () => {
        const more = {
            podLabels: { team: "a" },
            podAnnotations: { "sidecar.istio.io/inject": "false" },
            maxUnavailable: 3,
            agentProxy,
        };
        assert.deepEqual(mergedValues(own, placementValues({ ...usual, ...more })), {
            alloy: {
                extraEnv: [
                    { name: "GOMEMLIMIT", value: "1MiB" },
                    { name: "HTTPS_PROXY", value: "http://proxy.example.com:3128" },
                    { name: "HTTP_PROXY", value: "http://proxy.example.com:3128" },
                    {
                        name: "NO_PROXY",
                        value: "$(KUBERNETES_SERVICE_HOST),kubernetes.default.svc,.svc,.cluster.local,10.0.0.0/8",
                    },
                ],
            },
            controller: {
                type: "daemonset",
                updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 3 } },
                podLabels: { team: "a" },
                podAnnotations: { "sidecar.istio.io/inject": "false" },
            },
        });
    });

    it("leads remotes through the proxy that have none of their own", () => {
        const remote = { kind: RemoteKind.Loki, name: "r", url: "https://h/x" };
        assert.equal(destination(remote).proxyFromEnvironment, undefined);
        assert.equal(destination(remote, agentProxy).proxyFromEnvironment, true);
        const { proxyFromEnvironment } = destination({ ...remote, proxyUrl: "http://other:1" }, agentProxy);
        assert.equal(proxyFromEnvironment, undefined);
    });
});
