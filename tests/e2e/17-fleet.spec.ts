// Takes 8 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { project, state } from "../lab/paths";
import { writeStackFile } from "../lab/project";
import { alloyStack, Ended, lab } from "./support/commands";
import { assertGreen } from "./support/engine";
import { useApiServer } from "./support/lab";
import { VaultServer } from "./support/vaultServer";

const names = Array.from({ length: 12 }, (_, index) => `fleet-${String(index + 1).padStart(2, "0")}`);
const broken = "fleet-07";
const secret = "their-passw0rd";

/** Twelve clusters' stacks without agents, on the lab's one cluster: each writes its entry, policy and user into one Vault. */
describe("a fleet of twelve stacks, one of them broken", () => {
    const logs = path.join(state, "fleet");
    let vault: VaultServer;

    before(async () => {
        await useApiServer();
        vault = await VaultServer.create();
        await vault.set("sys/auth/userpass", { type: "userpass" });
        for (const name of names) {
            write(name, name === broken ? { vaultAddress: "https://127.0.0.1:1" } : {});
            const init = ["stack", "init", "--no-select", name, "--cwd", project];
            assert.equal((await lab(["exec", "pulumi", ...init])).code, 0);
        }
    });

    after(async () => {
        for (const name of names) {
            await lab(["exec", "pulumi", "stack", "rm", name, "--yes", "--cwd", project]);
            fs.rmSync(fileOf(name), { force: true });
        }
        await vault.remove();
    });

    function fileOf(name: string): string {
        return path.join(project, `Pulumi.${name}.yaml`);
    }

    function write(name: string, values: Record<string, unknown>): void {
        const stack = {
            agent: false,
            clusterName: name,
            devServers: undefined,
            nodeIp: undefined,
            lokiRemotes: [],
            prometheusRemotes: ["primary:http://192.0.2.1:9090/api/v1/write:alloy"],
            remotePasswords: { "prometheus/primary": secret },
            esoPassword: secret,
            vaultAddress: vault.address,
            vaultCaCertificate: vault.ca,
            ...values,
        };
        writeStackFile("prod", stack, fileOf(name));
    }

    async function fleet(command: "up" | "destroy", ...more: string[]): Promise<Ended> {
        const how = command === "up" ? ["--no-verify"] : ["--yes"];
        const args = ["fleet", command, "fleet-*", "--logs", logs, ...how, ...more];
        const ended = await alloyStack(args, { env: { VAULT_TOKEN: vault.rootToken } });
        console.log(`        fleet ${command} ${more.join(" ")}: ${Math.round(ended.seconds)} s`);
        return ended;
    }

    /** The clusters that have a policy in Vault. */
    async function written(): Promise<string[]> {
        const { keys } = (await vault.get("sys/policies/acl?list=true")) as { keys: string[] };
        return keys
            .filter((key) => key.startsWith("eso-policy-"))
            .map((key) => key.replace("eso-policy-", ""));
    }

    const others = names.filter((name) => name !== broken);

    it("updates eleven and tells which one failed and why, four at once", async () => {
        const ended = await fleet("up", "--parallel", "4");
        assert.equal(ended.code, 1, ended.output);
        assert.deepEqual((await written()).sort(), others);
        assert.match(ended.output, new RegExp(`^${broken} .*vaultAddress`, "m"));
        assert.match(fs.readFileSync(path.join(logs, "up", `${broken}.log`), "utf8"), /vaultAddress/);
        console.log(ended.output.slice(ended.output.lastIndexOf("fleet-01") - 200));
    });

    it("goes on with the broken one alone once it is mended", async () => {
        write(broken, {});
        const ended = await fleet("up", "--resume");
        assertGreen(ended, "fleet up --resume");
        assert.match(ended.output, /up of 12 stacks/);
        assert.deepEqual((await written()).sort(), names);
    });

    it("removes all of them", async () => {
        assertGreen(await fleet("destroy", "--parallel", "4"), "fleet destroy");
        assert.deepEqual(await written(), []);
    });

    it("does the same one at a time", async () => {
        assertGreen(await fleet("up", "--parallel", "1"), "fleet up");
        assert.deepEqual((await written()).sort(), names);
        assertGreen(await fleet("destroy", "--parallel", "4"), "fleet destroy");
    });
});
