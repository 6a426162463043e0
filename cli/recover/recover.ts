import { setTimeout as sleep } from "node:timers/promises";

import { note } from "../console";
import { Failure } from "../failure";
import { readConfiguration } from "../stack/configuration";
import { OpenStack } from "../stack/open";
import { operate } from "../stack/operate";
import { adopt, Adoption } from "./adopt";
import { decide, Decision, NextCommand } from "./decide";
import { findInDocker } from "./docker";
import { Found } from "./found";
import { InCluster } from "./kubernetes";
import {
    called,
    PendingOperation,
    pendingOperations,
    readDeployment,
    rootOf,
    StateResource,
} from "./pending";
import { findInVault } from "./vault";

interface Decided {
    operation: PendingOperation;
    decision: Decision;
}

/**
 * Put right what an update that was killed has left, before the next one: the engine does not know how far it came. What
 * exists and is ours is put into the state, what does not exist is cleared, and whatever was being changed is refreshed.
 * Nothing that is not ours is touched.
 */
export async function recover(open: OpenStack, next: NextCommand): Promise<void> {
    const deployment = readDeployment((await open.stack.exportStack()).deployment);
    const root = rootOf(deployment);
    if (pendingOperations(deployment).length === 0 || !root) return;
    // Plugins of an engine that is gone notice it within a second, and what they were doing ends with them.
    await sleep(5_000);
    const world = await worldOf(open);
    const decided = await Promise.all(
        pendingOperations(deployment).map(async (operation) => {
            const found = await world(operation.resource);
            return { operation, decision: decide(operation, found, deployment, next) };
        }),
    );
    refuseUndecided(decided);
    // First, because it fails while another process works on the stack.
    const refreshed = urnsOf(decided, "refresh");
    await refresh(open, { target: [root, ...refreshed] });
    for (const { operation, decision } of decided) await carryOut(open, operation, decision);
    const adoptions = decided.flatMap(adoptionOf);
    if (adoptions.length > 0) await putIntoState(open, adoptions);
    const complete = adoptions.filter(({ failed }) => !failed).map(({ urn }) => urn);
    await refresh(open, { target: [root, ...complete], clearPendingCreates: true });
}

/** Where each kind of resource is looked for. */
async function worldOf({ place, name }: OpenStack): Promise<(resource: StateResource) => Promise<Found>> {
    const { project, values } = await readConfiguration({ ...place, stack: name });
    const value = (key: string) => values[`${project}:${key}`] || undefined;
    const [kubeconfig, context] = [value("kubeconfig"), value("context")];
    const cluster = new InCluster({ ...(kubeconfig && { kubeconfig }), ...(context && { context }) });
    const isDev = value("dev") === "true";
    return async (resource) => {
        const [plugin] = resource.type.split(":");
        if (plugin === "kubernetes") return cluster.find(resource);
        if (plugin === "docker") return findInDocker(resource);
        if (plugin === "vault") return findInVault(resource, isDev);
        // What the engine makes itself is in its own state only.
        return { there: plugin === "pulumi" ? "nothing" : "unknown" };
    };
}

function refuseUndecided(decided: Decided[]): void {
    const reasons = decided.flatMap(({ decision }) => (decision.do === "stop" ? [decision.reason] : []));
    if (reasons.length === 0) return;
    throw new Failure(
        ["the last update was killed, and it is not certain what it created:", ...reasons].join("\n  "),
    );
}

async function carryOut(
    open: OpenStack,
    { type, resource }: PendingOperation,
    decision: Decision,
): Promise<void> {
    const words: Record<Decision["do"], string> = {
        refresh: "its state is read again",
        clear: "it does not exist, or is created again in the same place",
        adopt: "it exists, and is added to the state",
        remove: decision.do === "remove" ? `removed: ${decision.what}` : "",
        finish: "the rest of it is removed",
        stop: "",
    };
    note(`The last update was killed at ${called(resource)} (${type}): ${words[decision.do]}.`);
    if (decision.do === "remove") await decision.remove();
    if (decision.do === "finish")
        await operate(open, (options) => open.stack.destroy({ ...options, target: [resource.urn] }));
}

function adoptionOf({ operation, decision }: Decided): Adoption[] {
    if (decision.do !== "adopt") return [];
    const { do: _, ...what } = decision;
    return [{ urn: operation.resource.urn, ...what }];
}

async function putIntoState(open: OpenStack, adoptions: Adoption[]): Promise<void> {
    const exported = await open.stack.exportStack();
    const deployment = adopt(readDeployment(exported.deployment), adoptions);
    await operate(open, () => open.stack.importStack({ ...exported, deployment }));
}

interface Refreshing {
    target: string[];
    clearPendingCreates?: boolean;
}

/** What it prints is of interest only if it fails. */
async function refresh(open: OpenStack, refreshing: Refreshing): Promise<void> {
    let output = "";
    const print = (text: string) => (output += text);
    try {
        await operate(open, (options) => open.stack.refresh({ ...options, ...refreshing }), print);
    } catch (error) {
        process.stdout.write(output);
        throw error;
    }
}

function urnsOf(decided: Decided[], what: Decision["do"]): string[] {
    return decided
        .filter(({ decision }) => decision.do === what)
        .map(({ operation }) => operation.resource.urn);
}
