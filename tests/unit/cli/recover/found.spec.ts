import * as assert from "node:assert/strict";
import * as fs from "node:fs";

import { findInDocker } from "../../../../cli/recover/docker";
import { whose } from "../../../../cli/recover/kubernetes";
import { findInVault } from "../../../../cli/recover/vault";
import { eachFolder } from "../support/folder";

const mark = { "app.kubernetes.io/part-of": "alloy-stack" };

describe("what a killed update has left", () => {
    describe("in the cluster", () => {
        const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cm", namespace: "ns" } };
        const object = (labels: Record<string, string>, manager: string) => ({
            metadata: { name: "cm", namespace: "ns", labels, managedFields: [{ manager }] },
        });

        it("is ours with our label, made by Pulumi, under whose name the provider goes on", () => {
            assert.deepEqual(whose(object(mark, "pulumi-kubernetes-1234"), inputs), {
                there: "ours",
                id: "ns/cm",
                outputs: {
                    ...inputs,
                    __inputs: inputs,
                    __initialApiVersion: "v1",
                    __fieldManager: "pulumi-kubernetes-1234",
                },
            });
            const clusterWide = { metadata: { ...object(mark, "pulumi").metadata, namespace: "" } };
            assert.equal((whose(clusterWide, inputs) as { id: string }).id, "cm");
        });

        it("is not ours without one of the two", () => {
            const show = "kubectl -n ns get configmap cm -o yaml --show-managed-fields";
            assert.deepEqual(whose(object(mark, "kubectl"), inputs), { there: "theirs", show });
            assert.deepEqual(whose(object({}, "pulumi-kubernetes-1"), inputs), { there: "theirs", show });
            const other = { "app.kubernetes.io/part-of": "another" };
            assert.deepEqual(whose(object(other, "pulumi-kubernetes-1"), inputs), { there: "theirs", show });
        });
    });

    describe("in Docker", () => {
        const folder = eachFolder();
        const { PATH } = process.env;
        beforeEach(() => {
            process.env.PATH = `${folder.at("bin")}:/bin:/usr/bin`;
        });
        afterEach(() => {
            process.env.PATH = PATH;
        });

        /** A docker that answers this when it is asked to inspect, or has nothing. */
        function install(inspected?: object): void {
            folder.write("inspected", JSON.stringify([inspected]));
            const answer = inspected
                ? `cat ${folder.at("inspected")}`
                : 'echo "Error response from daemon: No such container: c" >&2; exit 1';
            const script = `#!/bin/sh\necho "$@" >> ${folder.at("calls")}\n[ "$2" = inspect ] || exit 0\n${answer}\n`;
            fs.chmodSync(folder.write("bin/docker", script), 0o755);
        }

        const container = {
            urn: "u",
            type: "docker:index/container:Container",
            inputs: { name: "c", image: "i", __defaults: [] },
        };

        it("is a container that runs, with our label: it was started last of all", async () => {
            install({ Id: "abc", Name: "/c", Config: { Labels: mark }, State: { Running: true } });
            assert.deepEqual(await findInDocker(container), {
                there: "ours",
                id: "abc",
                outputs: { name: "c", image: "i" },
            });
        });

        it("is unfinished where it was not started, and is removed by its name", async () => {
            install({ Id: "abc", Name: "/c", Config: { Labels: mark }, State: { Running: false } });
            const found = await findInDocker(container);
            assert.ok(found.there === "unfinished");
            await found.remove();
            assert.match(fs.readFileSync(folder.at("calls"), "utf8"), /^container rm --force --volumes c$/m);
        });

        it("is somebody else's without our label, and nothing where there is none", async () => {
            install({ Id: "abc", Name: "/c", Config: { Labels: null }, State: { Running: false } });
            assert.deepEqual(await findInDocker(container), {
                there: "theirs",
                show: "docker container inspect c",
            });
            install();
            assert.deepEqual(await findInDocker(container), { there: "nothing" });
        });

        it("is a network or a volume by its own labels, and an image that is pulled once more", async () => {
            const network = { ...container, type: "docker:index/network:Network" };
            install({ Id: "net", Name: "c", Labels: mark });
            assert.equal(((await findInDocker(network)) as { id: string }).id, "net");
            const volume = { ...container, type: "docker:index/volume:Volume" };
            install({ Name: "c", Labels: mark });
            assert.equal(((await findInDocker(volume)) as { id: string }).id, "c");
            const image = { ...container, type: "docker:index/remoteImage:RemoteImage" };
            assert.deepEqual(await findInDocker(image), { there: "replaceable" });
        });

        it("is a dev Vault as a whole, where its login method may be mounted", async () => {
            const mount = {
                urn: "u",
                type: "vault:index/authBackend:AuthBackend",
                inputs: { type: "userpass" },
            };
            install({ Id: "abc", Name: "/v", Config: { Labels: mark }, State: { Running: true } });
            const found = await findInVault(mount, true);
            assert.equal(found.there, "unfinished");
            install({ Id: "abc", Name: "/v", Config: { Labels: {} }, State: { Running: true } });
            assert.equal((await findInVault(mount, true)).there, "theirs");
        });
    });

    it("in Vault is what the next update writes to the same path, but for a mount", async () => {
        const policy = { urn: "u", type: "vault:index/policy:Policy", inputs: { name: "p" } };
        assert.deepEqual(await findInVault(policy, false), { there: "replaceable" });
        assert.deepEqual(await findInVault(policy, true), { there: "probed" });
        const mount = { urn: "u", type: "vault:index/authBackend:AuthBackend", inputs: { type: "userpass" } };
        assert.deepEqual(await findInVault(mount, false), {
            there: "ours",
            id: "userpass",
            outputs: { type: "userpass" },
        });
    });
});
