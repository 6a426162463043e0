import * as assert from "node:assert/strict";

import { Plugin } from "../plugin";
import { replays } from "../replay";
import { dockerPlugin } from "./plugin";
import { RecordedEngine } from "./recordedEngine";

describe("the docker adapter", () => {
    const recorded: RecordedEngine = new RecordedEngine(() => plugin);
    const plugin: Plugin = dockerPlugin();
    replays(plugin, recorded);

    it("serves nothing but what the program uses", () => {
        assert.throws(
            () => plugin.resource("docker:index/image:Image"),
            /does not serve docker:index\/image:Image/,
        );
        assert.throws(
            () => plugin.checkConfig({ registryAuth: "[]" }),
            /does not serve the provider's registryAuth/,
        );
        assert.deepEqual(plugin.checkConfig({ version: "5.2.0" }), { version: "5.2.0" });
    });

    it("says that no engine answers, and where it should", async () => {
        await plugin.configure({ host: "unix:///nowhere/docker.sock" });
        const image = plugin.resource("docker:index/remoteImage:RemoteImage");
        const subject = { urn: "urn", name: "image", type: "docker:index/remoteImage:RemoteImage" };
        const context = { signal: new AbortController().signal, log: () => undefined };
        await assert.rejects(
            image.create({ ...subject, properties: { name: "x" } }, context),
            /^Error: 1 error occurred:\n\t\* failed to create Docker client: Error pinging Docker server, .* Error: Cannot connect to the Docker daemon at unix:\/\/\/nowhere\/docker\.sock\. Is the docker daemon running\?/,
        );
    });
});
