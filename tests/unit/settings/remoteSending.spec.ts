import * as assert from "node:assert/strict";

import { SettingsError } from "../../../settings/problems";
import { parseSettings } from "../../../settings/settings";

const url = "https://h.example.com/api/v1/write";

function read(remote: object, more: Record<string, string> = {}) {
    const given = {
        clusterName: "c",
        vaultAddress: "https://vault.example.com",
        esoPassword: "p",
        prometheusRemotes: JSON.stringify([{ name: "r", url, ...remote }]),
        ...more,
    };
    return parseSettings("p", given, { machineIp: () => "192.0.2.1" });
}

function refused(remote: object, more: Record<string, string> = {}): string {
    try {
        read(remote, more);
    } catch (error) {
        assert.ok(error instanceof SettingsError);
        return error.problems.join("\n").replace(/\n\s+/g, "; ");
    }
    return "";
}

const oauth2 = { clientId: "id", tokenUrl: "https://login.example.com/token" };
const secrets = { remotePasswords: JSON.stringify({ "prometheus/r": "hunter2" }) };

describe("a remote as an object", () => {
    it("says how it is sent to", () => {
        const more = {
            queue: { maxShards: 5, maxBackoff: "10s" },
            remoteWriteVersion: 2,
            sendNativeHistograms: true,
        };
        const { stack } = read(more, { wal: JSON.stringify({ maxKeepalive: "4h" }) }).settings;
        const [remote] = stack.prometheusRemotes ?? [];
        assert.deepEqual(remote, { name: "r", url, ...more, secretSource: "config" });
        assert.deepEqual(stack.wal, { maxKeepalive: "4h" });
    });

    it("has the secret of a client where passwords are", () => {
        const { settings, warnings } = read({ oauth2 }, secrets);
        const [remote] = settings.stack.prometheusRemotes ?? [];
        assert.ok(remote?.clientSecret);
        assert.deepEqual(remote.oauth2, oauth2);
        assert.deepEqual(settings.remotes[0]?.oauth2, oauth2);
        assert.deepEqual(warnings, []);
    });

    it("is warned of where that secret is sent readable", () => {
        const { warnings } = read(
            { oauth2: { ...oauth2, tokenUrl: "http://login.example.com/token" } },
            secrets,
        );
        assert.match(warnings.join("\n"), /sends its client's secret over http to login\.example\.com/);
    });

    it("is refused without that secret, with the command", () => {
        assert.match(
            refused({ oauth2 }),
            /^p:remotePasswords\["prometheus\/r"\]: is missing; expected: the secret of the remote's OAuth 2 client; run: +pulumi config set --secret/,
        );
    });

    for (const [remote, problem] of [
        [
            { queue: { shards: 1 } },
            /queue: there is no "shards" in it; expected: "(max|min)Shards", if that is meant/,
        ],
        [
            { queue: { maxShards: "1" } },
            /queue\.maxShards: is "1"; expected: a number; write: +queue: \{ maxShards: 10 \}/,
        ],
        [
            { oauth2: { ...oauth2, clientSecret: "hunter2" } },
            /oauth2: there is no "clientSecret" in it; expected: /,
        ],
        [
            { sigv4: { region: "eu-west-1", secretKey: "hunter2" } },
            /sigv4: there is no "secretKey" in it; expected: no key here/,
        ],
        [{ remoteWriteVersion: 3 }, /remoteWriteVersion: is the number 3; expected: /],
    ] as const) {
        it(`is refused for ${JSON.stringify(remote)}`, () => {
            const said = refused(remote);
            assert.match(said, problem);
            assert.doesNotMatch(said, /hunter2/);
        });
    }
});
