import { entryOf } from "../../settings/plainRemote";
import { Failure } from "../failure";
import { Preflight } from "../preflight/answer";
import { Rotation } from "./rotation";

/** What a rotation needs of the systems that it is about. */
export interface RotationWorld {
    /** Ask the remote, from here, whether it takes a secret. */
    ask: (secret: string) => Promise<Preflight>;
    /** The present secret; undefined where it is not known here. */
    present: string | undefined;
    /** Where the secret is written, in this order. */
    writes: Write[];
    /** What is left for somebody else to do before agents can have it; none if nothing is. */
    unwritten?: string;
    /** Wait until every agent has what was written. Returns how it went, in words for people. */
    arrival: () => Promise<Arrival>;
    say: (text: string) => void;
}

export interface Write {
    /** Where to: 'Vault, at secret/grafana/...'. */
    where: string;
    write: (secret: string) => Promise<void>;
}

/** "takes": every agent has had the time to use the new secret, and the remote takes what they send. */
export type Arrival = { state: "takes" } | { state: "fails" | "unknown"; words: string };

export interface RotateOptions {
    /** Say what would be done, and write nothing. */
    dryRun?: boolean;
    /** Write it although the remote cannot be asked from here. */
    unchecked?: boolean;
    /** Wait for the agents to use it. */
    wait: boolean;
}

/**
 * Change a remote's secret without losing anything: agents drop what a remote refuses with 401, so it is written only once the
 * remote takes it, and the old one goes only once no agent uses it. Returns whether all of it went well.
 */
export async function rotate(
    rotation: Rotation,
    secret: string,
    world: RotationWorld,
    { dryRun = false, unchecked = false, wait }: RotateOptions,
): Promise<boolean> {
    const { property } = rotation;
    const { say, writes, unwritten } = world;
    if (secret === world.present) throw new Failure(`that is the present ${property}: nothing is changed`);
    if (unchecked) say(`${called(rotation)} is not asked whether it takes the new ${property}.`);
    else await requireTaken(rotation, secret, world);
    const written: string[] = [];
    for (const { where, write } of writes) {
        if (!dryRun) await write(secret).catch((error: unknown) => refuse(error, written));
        written.push(where);
        say(`${dryRun ? "Would write" : "Wrote"} the new ${property} into ${where}.`);
    }
    if (unwritten) {
        say(unwritten);
        if (!dryRun) say(`The old ${property} has to stay in the remote until three minutes after that.`);
        return true;
    }
    if (dryRun) {
        say(
            "Would wait until all agents use it, and say when the old one can be removed. Nothing is changed.",
        );
        return true;
    }
    if (!wait) {
        say(`The old ${property} has to stay in the remote for three minutes more.`);
        return true;
    }
    say(
        `The old ${property} has to stay in the remote until all agents use the new one, which takes up to three minutes.`,
    );
    return told(rotation, await world.arrival(), say);
}

/** What a failed write leaves behind. An update writes what the configuration has. */
function refuse(error: unknown, written: string[]): never {
    const { message } = error as Error;
    if (written.length === 0) throw new Failure(`${message}. Nothing is changed`, { cause: error });
    const todo = "the remote has to take both until alloy-stack up has written it";
    throw new Failure(`${message}. It is in ${written.join(" and in ")}: ${todo}`, { cause: error });
}

async function requireTaken(rotation: Rotation, secret: string, world: RotationWorld): Promise<void> {
    const { property } = rotation;
    const asked = await world.ask(secret);
    if (asked.login === false) {
        throw new Failure(
            `${called(rotation)} refuses the new ${property}, and agents lose what a remote refuses. Nothing is changed. Have the remote take it beside the old one, and run this again; docs/rotation.md says what to do with a remote that takes only one`,
        );
    }
    if (!asked.ok) {
        throw new Failure(
            `${called(rotation)} cannot be asked from here whether it takes the new ${property}: ${asked.words ?? "no answer"}\n  Nothing is changed. If its owners are certain that it does: --unchecked`,
        );
    }
    world.say(`${called(rotation)} takes the new ${property}.`);
    if (world.present === undefined) return;
    const present = await world.ask(world.present);
    if (present.login === false)
        world.say(
            `It refuses the present ${property} already: until the agents have the new one, they lose what they send.`,
        );
}

function told(rotation: Rotation, arrival: Arrival, say: (text: string) => void): boolean {
    const { property } = rotation;
    if (arrival.state === "takes") {
        say(
            `${called(rotation)} takes what all agents send. The old ${property} can be removed from the remote now.`,
        );
        return true;
    }
    if (arrival.state === "unknown") {
        say(`${arrival.words}. Leave the old ${property} in the remote until alloy-stack verify is green.`);
        return true;
    }
    say(`${called(rotation)}: ${arrival.words}. Leave the old ${property} in the remote.`);
    return false;
}

function called({ remote }: Rotation): string {
    return `${entryOf(remote)} (${remote.url})`;
}
