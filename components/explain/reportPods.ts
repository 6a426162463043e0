import { setTimeout as sleep } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { ClusterWords } from "./clusterWords";

export interface ReportPodsArgs {
    namespace: pulumi.Input<string>;
    /** Known once all pods run. */
    rolledOut: pulumi.Output<unknown>;
    words: ClusterWords;
    /** For how many seconds pods are waited for. */
    seconds: number;
}

/** What keeps a pod from running so many times in a row, looked at every 5 seconds, is worth saying. */
const worthSaying = 2;
/** What does so many times in a row does not go away by itself. */
const lastingTimes = 6;

/** The labels of the agents' pods. */
const agents = "app.kubernetes.io/instance=grafana-alloy";

/**
 * Say why agents do not run, while they are waited for: what the Kubernetes provider says in the end is only that time is
 * over. A reason is a warning first, and fails the update when it has lasted for a while.
 */
export function reportPods(
    { namespace, rolledOut, words, seconds }: ReportPodsArgs,
    resource: pulumi.Resource,
): void {
    let over = false;
    rolledOut.apply(() => {
        over = true;
    });
    const isOver = () => over;
    pulumi.output(namespace).apply(async (place) => {
        const seen = new Map<string, number>();
        const began = Date.now();
        while (!isOver() && Date.now() - began < (seconds + 60) * 1000) {
            // An update that has failed meanwhile is not kept open.
            await sleep(5_000, undefined, { ref: false });
            const reasons = isOver() ? {} : await words.podReasons(place, agents);
            for (const pod of [...seen.keys()].filter((name) => !(name in reasons))) seen.delete(pod);
            for (const pod of Object.keys(reasons)) seen.set(pod, (seen.get(pod) ?? 0) + 1);
            const said = (times: number) =>
                Object.entries(reasons)
                    .filter(([pod]) => seen.get(pod) === times)
                    .map(([pod, reason]) => `agent ${place}/${pod} does not run: ${reason}`)
                    .join("\n");
            if (said(worthSaying)) await pulumi.log.warn(said(worthSaying), resource);
            if (said(lastingTimes)) await pulumi.log.error(said(lastingTimes), resource);
        }
    });
}
