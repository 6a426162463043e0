// Takes 10 minutes.
import * as assert from "node:assert/strict";

import { alloyStack } from "./support/commands";
import { assertGreen, assertUnchanged, destroy, up } from "./support/engine";
import { useLab } from "./support/lab";

/** Kill an update, and everything it has started, when it says this. */
async function killed(command: "up" | "destroy", at: RegExp): Promise<void> {
    let seen = false;
    const yes = command === "destroy" ? ["--yes"] : [];
    const { output } = await alloyStack([command, "--stack", "dev", ...yes], {
        group: true,
        // What is under way then is in Pulumi's state, and not done.
        delay: 2_000,
        watch: (text) => {
            if (seen || !at.test(text)) return undefined;
            seen = true;
            return "SIGKILL";
        },
    });
    assert.ok(seen, `it never came to ${String(at)}:\n${output}`);
}

describe("the update after one that was killed", () => {
    before(async () => {
        await useLab();
    });

    beforeEach(async () => {
        const { code, output } = await destroy();
        assert.equal(code, 0, output);
    });

    const moments: [name: string, at: RegExp][] = [
        ["while Vault's container was made", /Container dev-vault creating/],
        ["while a chart was installed", /Release alloy-stack-external-secrets creating/],
        ["while the agents were started", /Release alloy-stack-agent creating/],
    ];
    for (const [name, at] of moments) {
        it(`converges, killed ${name}`, async () => {
            await killed("up", at);
            const next = await up();
            assertGreen(next, "the next up");
            assert.match(
                next.output,
                /was killed \(process \d+\): its lock is removed, as pulumi cancel does/,
            );
            assert.match(
                next.output,
                /The last update was killed at \S+ \S+ \(creating\): (removed|it is|it exists)/,
            );
            await assertUnchanged();
        });
    }

    it("converges, killed while a stack was removed", async () => {
        assertGreen(await up(), "up");
        await killed("destroy", /Release alloy-stack-agent deleting/);
        assertGreen(await up(), "the next up");
    });
});
