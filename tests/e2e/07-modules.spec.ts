// Takes 2 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { RemoteKind } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { prepareToolchain } from "../lab/toolchain/toolchain";
import { configFor } from "../support/agentConfig";
import { moduleCombinations } from "../support/configurations/combinations";
import { everyCombination, sampledConfigs } from "../support/configurations/sampledConfigs";
import { run } from "./support/commands";

function remotes(kind: RemoteKind, count: number): PlainRemote[] {
    const all: PlainRemote[] = [
        { kind, name: "grafana-cloud", url: "https://h.example/push", username: "12345" },
        { kind, name: "1st.remote", url: 'https://[2001:db8::1]:8443/push?x="a\\b%20c"' },
    ];
    return all.slice(0, count);
}

/** Every combination of the conditions under which modules and their parts are there. */
function combinations(): { name: string; text: string }[] {
    const [counts, switches] = [
        [0, 1, 2],
        [false, true],
    ] as const;
    return counts.flatMap((prometheus) =>
        counts.flatMap((loki) =>
            switches.flatMap((blockNode) =>
                switches.map((checkKubeletCertificates) => ({
                    name: `${prometheus} Prometheus, ${loki} Loki${blockNode ? ", block-node" : ""}${checkKubeletCertificates ? ", checked" : ""}`,
                    text: configFor(
                        [...remotes(RemoteKind.Prometheus, prometheus), ...remotes(RemoteKind.Loki, loki)],
                        { clusterName: "vm-cluster", monitorBlockNode: blockNode, checkKubeletCertificates },
                    ),
                })),
            ),
        ),
    );
}

/** For an Alloy that was made before Probes were on the lab's list of components. */
function withoutProbes(text: string): string {
    return text.replace(/^prometheus\.operator\.probes[^]*?^\}\n\n?/m, "");
}

describe("Alloy itself takes config.alloy", () => {
    let alloy: string;
    let folder: string;
    before(async () => {
        // The program alone: no part of the lab has to run.
        ({ alloy = "" } = await prepareToolchain());
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "modules-"));
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    async function accepted(text: string) {
        const file = path.join(folder, "config.alloy");
        fs.writeFileSync(file, text);
        const [formatted, valid] = [
            await run(alloy, ["fmt", "-t", file]),
            await run(alloy, ["validate", file]),
        ];
        return { formatted: formatted.code === 0, valid: valid.code === 0, output: valid.output };
    }

    it("in every combination of modules, formatted as it would format it", async () => {
        const all = combinations();
        for (const { name, text } of all) {
            const { formatted, valid, output } = await accepted(text);
            assert.ok(valid, `${name}: ${output}`);
            assert.ok(formatted, `${name}: alloy fmt would write it otherwise`);
        }
        console.log(`        ${all.length} combinations`);
    });

    it("in every pair of choices of what is collected, formatted as it would format it", async () => {
        const hasProbes = (await accepted('prometheus.operator.probes "x" {\n\tforward_to = []\n}\n')).valid;
        const all = moduleCombinations();
        for (const { name, text } of all) {
            const { formatted, valid, output } = await accepted(hasProbes ? text : withoutProbes(text));
            assert.ok(valid, `${name}: ${output}`);
            assert.ok(formatted, `${name}: alloy fmt would write it otherwise`);
        }
        console.log(
            `        ${all.length} configurations${hasProbes ? "" : ", without Probes, which this Alloy has not"}`,
        );
    });

    it("with whatever remotes may have, and of 200 configurations that are accepted", async () => {
        const samples = [everyCombination(), ...sampledConfigs(200)];
        for (const text of samples) {
            const { formatted, valid, output } = await accepted(text);
            assert.ok(valid && formatted, `${output}\n${text}`);
        }
        console.log(`        ${samples.length} configurations`);
    });

    it("and refuses it when a module refers to one that is missing, or is not formatted", async () => {
        const all = combinations();
        const full = all.at(-1)?.text ?? "";
        const withoutRemotes = full.replace(/\/\/ Module: remotes[^]*?(?=\/\/ Module: )/, "");
        assert.equal((await accepted(withoutRemotes)).valid, false);
        assert.equal((await accepted(full.replaceAll("\t", "  "))).formatted, false);
    });
});
