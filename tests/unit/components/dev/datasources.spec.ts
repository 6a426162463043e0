import * as assert from "node:assert/strict";

import { parse } from "yaml";

import { datasourcesFile } from "../../../../components/dev/datasources";

interface DataSource {
    uid: string;
    type: string;
    url: string;
    isDefault: boolean;
    basicAuthUser: string;
    secureJsonData: { basicAuthPassword: string };
}

describe("Grafana's data sources", () => {
    const sources = (password: string) =>
        (
            parse(
                datasourcesFile({
                    prometheus: { username: "m", password },
                    loki: { username: "l", password: "logs" },
                }),
            ) as { datasources: DataSource[] }
        ).datasources;

    it("are the two that dashboards name, each with its own login, one of them the default", () => {
        assert.deepEqual(
            sources("metrics").map(({ uid, type, url, isDefault, basicAuthUser, secureJsonData }) => [
                [uid, type, url, isDefault],
                [basicAuthUser, secureJsonData.basicAuthPassword],
            ]),
            [
                [
                    ["prometheus", "prometheus", "http://alloy-stack-prometheus:9090", true],
                    ["m", "metrics"],
                ],
                [
                    ["loki", "loki", "http://alloy-stack-loki-gateway:3100", false],
                    ["l", "logs"],
                ],
            ],
        );
    });

    for (const password of ["pa$$word", "$HOME", "${HOME}", "a$b$$$c", "$__file{/etc/passwd}", ": '\"#\n"]) {
        it(`have the password ${JSON.stringify(password)} as it is after Grafana has read the file`, () => {
            const { basicAuthPassword } = sources(password)[0]!.secureJsonData;
            // Grafana's way: what is between two "$$" is expanded, and they become a "$".
            const parts = basicAuthPassword.split("$$");
            assert.ok(!parts.some((part) => part.includes("$")), "nothing to expand");
            assert.equal(parts.join("$"), password);
        });
    }
});
