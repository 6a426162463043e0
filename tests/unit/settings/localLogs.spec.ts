import * as assert from "node:assert/strict";

import { least, problem, problemsOf, Values } from "../../support/settings";

const dev = { ...least, dev: true };
const toLoki = ["local:http://$NODE_IP:3100/loki/api/v1/push:admin"];
const toVictoriaLogs = ["local:http://$NODE_IP:3100/insert/loki/api/v1/push:admin"];

function misled(server: string, path: string): string {
    return problem(
        `p:lokiRemotes: the remote "local" leads to this stack's ${server} by a path that it does not have`,
        `expected: the path ${path}`,
        `write:    - "local:http://$NODE_IP:3100${path}:admin"`,
    );
}

describe("the local server of logs", () => {
    const refused: [what: string, values: Values, expected: string][] = [
        [
            "a Loki and a VictoriaLogs",
            { ...dev, lokiRemotes: toLoki, devServers: ["loki", "victorialogs"] },
            problem(
                'p:devServers: has "loki" and "victorialogs", and both listen on one port',
                "expected: one of the two",
                "write:    p:devServers: [prometheus, loki, grafana]",
            ),
        ],
        [
            "a VictoriaLogs by Loki's path",
            { ...dev, lokiRemotes: toLoki, devServers: ["prometheus", "victorialogs"] },
            misled("victorialogs", "/insert/loki/api/v1/push"),
        ],
        [
            "a Loki by VictoriaLogs' path",
            { ...dev, lokiRemotes: toVictoriaLogs },
            misled("loki", "/loki/api/v1/push"),
        ],
    ];
    for (const [what, values, expected] of refused) {
        it(`is not ${what}`, () => {
            assert.deepEqual(problemsOf(values), [expected]);
        });
    }

    it("is a VictoriaLogs by its own path, and of no interest where logs go elsewhere", () => {
        const devServers = ["prometheus", "victorialogs"];
        assert.deepEqual(problemsOf({ ...dev, lokiRemotes: toVictoriaLogs, devServers }), []);
        const elsewhere = ["a:http://192.0.2.7:3100/loki/api/v1/push:"];
        assert.deepEqual(problemsOf({ ...dev, lokiRemotes: elsewhere, devServers }), []);
    });
});
