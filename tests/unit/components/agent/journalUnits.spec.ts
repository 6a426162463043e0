import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../../components/remotes";
import { configFor } from "../../../support/agentConfig";

/** The rules that give a line its unit, in order: by default a rule takes the whole of what it finds. */
function unitRules(): { regex: RegExp; replacement: string }[] {
    const text = configFor([{ kind: RemoteKind.Loki, name: "r", url: "https://h/loki/api/v1/push" }]);
    const [, rules = ""] = /loki\.relabel "syslog" \{([\s\S]*?)\n\}/.exec(text) ?? [];
    return [...rules.matchAll(/rule \{([\s\S]*?)\n\t\}/g)]
        .map(([, rule = ""]) => rule)
        .filter((rule) => rule.includes('"__journal__systemd_unit"'))
        .map((rule) => ({
            // Anchored at both ends, as Prometheus takes it.
            regex: new RegExp(`^(?:${/regex +=\s*`(.*)`/.exec(rule)?.[1] ?? "(.*)"})$`),
            replacement: /replacement +=\s*"(.*)"/.exec(rule)?.[1] ?? "${1}",
        }));
}

/** The label "unit" of a line of a unit. */
function labelOf(unit: string): string {
    return unitRules().reduce((label, { regex, replacement }) => {
        const found = regex.exec(unit);
        return found
            ? replacement.replace(/\$\{(\d)\}/g, (_, group: string) => found[Number(group)] ?? "")
            : label;
    }, "");
}

describe("the unit of a line of the journal", () => {
    it("has rules", () => {
        assert.equal(unitRules().length, 3);
    });

    const table: [unit: string, label: string][] = [
        ["k3s.service", "k3s.service"],
        ["docker.service", "docker.service"],
        ["docker.socket", "docker.socket"],
        ["init.scope", "init.scope"],
        ["getty@tty1.service", "getty@tty1.service"],
        ["running.service", "running.service"],
        ["run-parts.timer", "run-parts.timer"],
        // A stream for each login, container or connection otherwise.
        ["session-12.scope", "session-*.scope"],
        ["session-c1.scope", "session-*.scope"],
        ["run-r3f2a.scope", "run-*.scope"],
        ["run-u42.service", "run-*.service"],
        ["run-docker-runtime-runc-moby-abc-runc.x.mount", "run-docker-runtime-runc-moby-abc-runc.x.mount"],
        ["docker-0123abcd.scope", "docker-*.scope"],
        ["cri-containerd-0123abcd.scope", "cri-containerd-*.scope"],
        ["crio-0123abcd.scope", "crio-*.scope"],
        ["crio-conmon-0123abcd.scope", "crio-conmon-*.scope"],
        ["libpod-0123abcd.scope", "libpod-*.scope"],
        ["libpod-conmon-0123abcd.scope", "libpod-conmon-*.scope"],
        ["user@1000.service", "user@*.service"],
        ["user-runtime-dir@1000.service", "user-runtime-dir@*.service"],
        ["sshd@3-10.0.0.1:22-10.0.0.2:50312.service", "sshd@*.service"],
        ["systemd-coredump@7-1234-0.service", "systemd-coredump@*.service"],
        ["", ""],
    ];
    for (const [unit, label] of table) {
        it(`is ${JSON.stringify(label)} of ${JSON.stringify(unit)}`, () => {
            assert.equal(labelOf(unit), label);
        });
    }
});
