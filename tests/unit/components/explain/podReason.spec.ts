import * as assert from "node:assert/strict";

import type { V1Pod } from "@kubernetes/client-node";

import { podReason } from "../../../../components/explain/clusterWords";

interface State {
    waiting?: { reason: string; message?: string };
    running?: object;
    terminated?: { exitCode: number; reason: string; message?: string };
}

interface Container {
    name: string;
    ready: boolean;
    state: State;
    lastState: State;
}

/** The parts of a pod that tell how it is, as the API writes them. */
interface Pod {
    metadata?: { deletionTimestamp: string };
    status?: {
        phase: string;
        reason?: string;
        message?: string;
        initContainerStatuses?: Container[];
        containerStatuses?: Container[];
        conditions?: { type: string; status: string; message?: string }[];
    };
}

/** A container in this state, and how it ended before. */
function container(name: string, ready: boolean, state: State, lastState: State = {}): Container {
    return { name, ready, state, lastState };
}

function pod(...containerStatuses: Container[]): Pod {
    return { status: { phase: "Running", containerStatuses } };
}

/** As the client reads it. */
function read(given: Pod): V1Pod {
    return JSON.parse(JSON.stringify(given)) as V1Pod;
}

const running: State = { running: {} };
const crashed: State = { terminated: { exitCode: 1, reason: "Error" } };

describe("why a pod does not run", () => {
    const reasons: [what: string, pod: Pod, reason: string | undefined][] = [
        ["nothing, of one that runs", pod(container("alloy", true, running)), undefined],
        ["nothing, of one that runs again", pod(container("alloy", true, running, crashed)), undefined],
        ["nothing, of one that is starting", pod(container("alloy", false, running)), undefined],
        ...["ContainerCreating", "PodInitializing"].map((reason): [string, Pod, undefined] => [
            `nothing, of one that is starting: ${reason}`,
            pod(container("alloy", false, { waiting: { reason } })),
            undefined,
        ]),
        ["nothing, of one that nothing is known of", {}, undefined],
        [
            "nothing, of one that goes, whatever it says",
            {
                ...pod(container("alloy", false, crashed)),
                metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" },
            },
            undefined,
        ],
        [
            "an image that cannot be had, with the registry's words",
            pod(
                container("alloy", false, {
                    waiting: {
                        reason: "ImagePullBackOff",
                        message: 'Back-off pulling image "a/b:1": not found',
                    },
                }),
            ),
            'container alloy: ImagePullBackOff: Back-off pulling image "a/b:1": not found',
        ],
        [
            "an image of the second container",
            pod(
                container("alloy", true, running),
                container("config-reloader", false, { waiting: { reason: "ErrImagePull" } }),
            ),
            "container config-reloader: ErrImagePull",
        ],
        [
            "a crash over and over, while it waits to start again, with how it ended",
            pod(
                container(
                    "alloy",
                    false,
                    { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } },
                    { terminated: { exitCode: 1, reason: "Error", message: "could not load config" } },
                ),
            ),
            "container alloy: CrashLoopBackOff: back-off 5m0s: it ended with 1: could not load config",
        ],
        [
            "a crash over and over, while it runs for a moment",
            pod(container("alloy", false, running, { terminated: { exitCode: 137, reason: "OOMKilled" } })),
            "container alloy: it ended with 137: OOMKilled",
        ],
        [
            "a crash just now",
            pod(container("alloy", false, crashed)),
            "container alloy: it ended with 1: Error",
        ],
        [
            "a failed container before the others",
            {
                status: {
                    phase: "Pending",
                    initContainerStatuses: [container("init", false, crashed)],
                    containerStatuses: [
                        container("alloy", false, { waiting: { reason: "PodInitializing" } }),
                    ],
                },
            },
            "container init: it ended with 1: Error",
        ],
        [
            "nothing, where a container before the others has done its work",
            {
                status: {
                    phase: "Running",
                    initContainerStatuses: [
                        container("init", true, { terminated: { exitCode: 0, reason: "Completed" } }),
                    ],
                    containerStatuses: [container("alloy", true, running)],
                },
            },
            undefined,
        ],
        [
            "no node, with the scheduler's words",
            {
                status: {
                    phase: "Pending",
                    conditions: [
                        { type: "PodScheduled", status: "False", message: "0/1 nodes: Insufficient memory" },
                    ],
                },
            },
            "0/1 nodes: Insufficient memory",
        ],
        [
            "nothing, of one that has a node",
            {
                status: {
                    phase: "Pending",
                    conditions: [{ type: "PodScheduled", status: "True" }],
                },
            },
            undefined,
        ],
        [
            "an eviction",
            { status: { phase: "Failed", reason: "Evicted", message: "The node was low on resource: disk" } },
            "The node was low on resource: disk",
        ],
        ["an eviction without words", { status: { phase: "Failed", reason: "Evicted" } }, "Evicted"],
    ];
    for (const [what, given, reason] of reasons) {
        it(`is ${what}`, () => {
            assert.equal(podReason(read(given)), reason);
        });
    }
});
