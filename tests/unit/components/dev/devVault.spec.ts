import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { mock } from "node:test";

import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { DevEnvironment } from "../../../../components/dev/devEnvironment";
import { isSecret, record, Registered } from "../../../support/recording";

describe("a dev Vault", () => {
    let folder: string;
    let resources: Registered[];
    const { PATH } = process.env;
    before(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "dev-vault-"));
        // Docker says that there is such a container, with this label.
        fs.writeFileSync(path.join(folder, "docker"), "#!/bin/sh\necho label-of-now\n", { mode: 0o755 });
        process.env.PATH = `${folder}:/bin`;
        mock.method(pulumi.log, "info", () => Promise.resolve());
        ({ registered: resources } = await record(() => {
            const passwords = { prometheusPassword: "one", logsPassword: "two" };
            const dev = new DevEnvironment("dev", { nodeIp: "192.0.2.10", servers: [], ...passwords });
            const options = { providers: [dev.vaultProvider], transformations: [dev.keepVaultFilled] };
            const parent = new pulumi.ComponentResource("test:index:Filled", "filled", {}, options);
            new vault.Policy("plain", { policy: "p" }, { parent });
            new vault.Policy("tied", { policy: "p" }, { parent, replacementTrigger: "own" });
            new pulumi.ComponentResource("test:index:Other", "other", {}, { parent });
        }));
    });
    after(() => {
        process.env.PATH = PATH;
        mock.restoreAll();
        fs.rmSync(folder, { recursive: true });
    });
    const called = (name: string) => resources.find((one) => one.name === name) ?? assert.fail(name);

    it("is a container that listens on this machine and for pods, with the label that Docker says", () => {
        const { inputs } = resources.find(({ type }) => type === "docker:index/container:Container")!;
        assert.deepEqual(
            (inputs.ports as { ip: string; external: number }[]).map(
                ({ ip, external }) => `${ip}:${external}`,
            ),
            ["127.0.0.1:8200", "192.0.2.10:8200"],
        );
        assert.deepEqual((inputs.labels as object[])[1], {
            label: "alloy-stack.incarnation",
            value: "label-of-now",
        });
        assert.ok(isSecret(inputs.envs), "the token is one of them");
    });

    it("has what is written into it written again by another container, or another start of the same one", () => {
        for (const name of ["plain", "tied"]) {
            const { deletedWith, deleteBeforeReplace, provider } = called(name);
            assert.deepEqual(
                { deletedWith, deleteBeforeReplace, provider },
                { deletedWith: "dev-vault", deleteBeforeReplace: true, provider: "dev-vault-provider" },
            );
        }
        // The engine sees no change between two secrets, and would leave a restarted Vault empty.
        const { trigger } = called("plain");
        assert.match(String(trigger), /^dev-vault-id \S+$/);
        assert.equal(called("tied").trigger, `${String(trigger)} own`);
    });

    it("ties nothing to it that is not in it", () => {
        assert.equal(called("other").deletedWith, "");
        assert.equal(called("filled").deletedWith, "");
    });
});
