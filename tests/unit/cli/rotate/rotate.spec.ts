import * as assert from "node:assert/strict";

import { Preflight } from "../../../../cli/preflight/answer";
import { Arrival, rotate, RotateOptions, RotationWorld } from "../../../../cli/rotate/rotate";
import { RemoteKind } from "../../../../components/remotes";
import { SecretSource } from "../../../../components/vault/secretSource";

const rotation = {
    remote: { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w", username: "u" },
    property: "password" as const,
    source: SecretSource.Config as const,
};
const takes: Preflight = { reachable: true, path: true, login: true, ok: true };
const refuses: Preflight = { reachable: true, path: true, login: false, ok: false, words: "401" };
const silent: Preflight = { reachable: false, ok: false, words: "nothing listens" };

/** A world that notes what is done in it, in order. */
class FakeWorld implements RotationWorld {
    present: string | undefined = "old";
    answers: Record<string, Preflight> = { old: takes, new: takes };
    arrives: Arrival = { state: "takes" };
    unwritten?: string;
    failing = "";
    readonly done: string[] = [];
    said = "";

    ask = (secret: string) => {
        this.done.push(`ask ${secret}`);
        return Promise.resolve(this.answers[secret] ?? silent);
    };
    arrival = () => {
        this.done.push("wait");
        return Promise.resolve(this.arrives);
    };
    say = (text: string) => (this.said += `${text}\n`);
    writes = ["the configuration", "Vault"].map((where) => ({
        where,
        write: (secret: string) => {
            if (where === this.failing) return Promise.reject(new Error("permission denied"));
            this.done.push(`write ${secret} into ${where}`);
            return Promise.resolve();
        },
    }));
}

const rotated = (world: FakeWorld, options: Partial<RotateOptions> = {}, secret = "new") =>
    rotate(rotation, secret, world, { wait: true, ...options });

describe("a rotation", () => {
    it("asks the remote, writes, waits for the agents, and only then lets the old secret go", async () => {
        const world = new FakeWorld();
        assert.equal(await rotated(world), true);
        assert.deepEqual(world.done, [
            "ask new",
            "ask old",
            "write new into the configuration",
            "write new into Vault",
            "wait",
        ]);
        assert.match(
            world.said,
            /has to stay in the remote until all agents[\s\S]*can be removed from the remote now/,
        );
    });

    it("writes nothing that the remote refuses: agents would lose what they send", async () => {
        const world = new FakeWorld();
        world.answers = { new: refuses };
        await assert.rejects(rotated(world), /primary .* refuses the new password.*Nothing is changed/s);
        world.answers = { new: silent };
        await assert.rejects(
            rotated(world),
            /nothing listens.*If its owners are certain that it does: --unchecked/s,
        );
        assert.deepEqual(world.done, ["ask new", "ask new"]);
    });

    it("is done without asking where this machine cannot, on request", async () => {
        const world = new FakeWorld();
        assert.equal(await rotated(world, { unchecked: true, wait: false }), true);
        assert.deepEqual(world.done, ["write new into the configuration", "write new into Vault"]);
        assert.match(world.said, /has to stay in the remote for three minutes more/);
    });

    it("changes nothing in a dry run, and says what it would", async () => {
        const world = new FakeWorld();
        assert.equal(await rotated(world, { dryRun: true }), true);
        assert.deepEqual(world.done, ["ask new", "ask old"]);
        assert.match(world.said, /Would write the new password into Vault\.[\s\S]*Nothing is changed/);
    });

    it("says that the present secret is refused already, and refuses the present one as a new one", async () => {
        const world = new FakeWorld();
        world.answers = { old: refuses, new: takes };
        await rotated(world);
        assert.match(world.said, /It refuses the present password already/);
        await assert.rejects(rotated(world, {}, "old"), /that is the present password: nothing is changed/);
    });

    it("keeps the old secret where agents do not get through, or nobody knows", async () => {
        const world = new FakeWorld();
        world.arrives = { state: "fails", words: "the operator has not read Vault" };
        assert.equal(await rotated(world), false);
        assert.match(world.said, /not read Vault\. Leave the old password in the remote\.\n$/);
        world.arrives = { state: "unknown", words: "No agent could be asked" };
        assert.equal(await rotated(world), true);
        assert.match(
            world.said,
            /Leave the old password in the remote until alloy-stack verify is green\.\n$/,
        );
        assert.doesNotMatch(world.said, /can be removed from the remote now/);
    });

    it("says what an update has to do where nobody is logged in to Vault", async () => {
        const world = new FakeWorld();
        world.unwritten = "the next update writes it";
        world.writes = world.writes.slice(0, 1);
        assert.equal(await rotated(world), true);
        assert.deepEqual(world.done.slice(2), ["write new into the configuration"]);
        assert.match(
            world.said,
            /the next update writes it\nThe old password has to stay .* three minutes after/,
        );
    });

    it("says where a secret is already when the next place refuses it", async () => {
        const world = new FakeWorld();
        world.failing = "Vault";
        await assert.rejects(
            rotated(world),
            /permission denied\. It is in the configuration: the remote has to/,
        );
        world.failing = "the configuration";
        await assert.rejects(rotated(world), /permission denied\. Nothing is changed/);
    });

    it("never says a secret", async () => {
        const world = new FakeWorld();
        await rotated(world);
        assert.doesNotMatch(world.said.replace(/the (new|old)( one| password)/gi, ""), /\b(new|old)\b/);
    });
});
