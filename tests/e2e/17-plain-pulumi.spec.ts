// Takes 7 minutes.
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { syncTimes } from "../../components/secrets/waiting";
import { repository } from "../lab/paths";
import { which } from "../lab/toolchain/locate";
import { alloyStack, lab, succeed } from "./support/commands";
import { assertGreen, destroy, kubectl, overridden, up } from "./support/engine";
import { useEmptyLab } from "./support/lab";

const unchanged = "--expect-no-changes";

describe("a stack of plain pulumi and one of alloy-stack are the same", () => {
    let file: string;

    before(async function () {
        // Pulumi's language host for Node comes with the official CLI; no package registry has it.
        if (!which("pulumi-language-nodejs")) {
            console.log("        skipped: there is no language host for Node on PATH");
            this.skip();
        }
        await useEmptyLab();
        file = overridden({});
    });

    /** Pulumi's own command, in the repository's folder, with the state that `alloy-stack` has. */
    async function plain(command: string, ...args: string[]): Promise<string> {
        const place = ["--cwd", repository, "--stack", "dev", "--config-file", file, "--non-interactive"];
        const yes = command === "preview" ? [] : ["--yes"];
        const ended = await lab(["exec", "pulumi", command, ...place, ...yes, ...args]);
        assertGreen(ended, ["pulumi", command, ...args].join(" "));
        return ended.output;
    }

    async function isGone(): Promise<void> {
        assert.equal((await succeed("docker", ["ps", "--all", "--quiet"])).trim(), "");
        assert.doesNotMatch(
            await kubectl("get", "namespaces"),
            /grafana-alloy|external-secrets|node-exporter/,
        );
    }

    it("on what plain pulumi made, alloy-stack finds nothing to do; it verifies, refreshes and destroys it", async () => {
        const output = await plain("up");
        assert.match(output, /Resources:\s+\+ \d+ created/);
        assertGreen(await up(unchanged), "alloy-stack up");
        // The operator syncs every secret once a minute.
        await sleep(70_000);
        const drift = ["refresh", "--stack", "dev", "--preview-only", unchanged];
        assertGreen(await alloyStack(drift), "alloy-stack refresh");
        await plain("refresh", unchanged, "--exclude", syncTimes);
        assertGreen(await destroy(), "alloy-stack destroy");
        await isGone();
    });

    it("plain pulumi finds nothing to do on what alloy-stack made, refreshes and destroys it", async () => {
        assertGreen(await up(), "alloy-stack up");
        await plain("preview", unchanged);
        await plain("up", unchanged);
        await plain("refresh", unchanged, "--exclude", syncTimes);
        await plain("destroy");
        await isGone();
    });
});
