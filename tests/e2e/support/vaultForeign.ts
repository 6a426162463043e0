import { setTimeout as sleep } from "node:timers/promises";

import { stringify } from "yaml";

import { apply } from "./apply";
import { kubectl } from "./engine";
import { exists } from "./vaultSecrets";

const namespace = "foreign";
const finalizer = "externalsecrets.external-secrets.io/externalsecret-cleanup";

/** What other people have in the cluster, for the same operators. */
const objects = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: "foreign" },
        spec: { provider: { fake: { data: [{ key: "a", value: "b" }] } } },
    },
    {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "foreign", namespace, finalizers: [finalizer] },
        spec: {
            refreshInterval: "1h0m0s",
            secretStoreRef: { kind: "ClusterSecretStore", name: "foreign" },
            target: { name: "foreign" },
            data: [{ secretKey: "a", remoteRef: { key: "a" } }],
        },
    },
    {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: { name: "foreign", namespace },
        spec: { selector: {}, endpoints: [] },
    },
];

/**
 * Make them, and give the stack's own ExternalSecret the finalizer that External Secrets 2.x puts on every one: an object
 * with it goes only when the operator takes it off. This operator is older, so it is taken off here, for as long as there
 * is an operator; `end` tells what was left when there was none any more.
 */
export async function plantForeign(): Promise<{ end(): Promise<string[]> }> {
    await apply(objects.map((object) => stringify(object)));
    const ours = ["-n", "grafana-alloy", "externalsecret", "prometheus-primary"];
    await kubectl("patch", ...ours, "--type=merge", `--patch={"metadata":{"finalizers":["${finalizer}"]}}`);
    const stuck: string[] = [];
    let ended = false;
    const operator = async () => {
        while (!ended) {
            const going = await kubectl(
                "get",
                ...ours,
                "--ignore-not-found",
                "--output=jsonpath={.metadata.deletionTimestamp}",
            );
            if (going) {
                if (!(await exists("-n", "external-secrets", "deployment", "external-secrets")))
                    stuck.push("prometheus-primary");
                // In any case: what hangs here hangs the lab.
                await kubectl(
                    "patch",
                    ...ours,
                    "--type=merge",
                    '--patch={"metadata":{"finalizers":null}}',
                ).catch(() => undefined);
                return;
            }
            await sleep(300);
        }
    };
    const watching = operator();
    return {
        end: async () => {
            ended = true;
            await watching;
            return stuck;
        },
    };
}

/** Which of them are still there, and not about to go. */
export async function survived(): Promise<string[]> {
    const kinds = ["clustersecretstore", "externalsecret", "servicemonitor"];
    const alive = await Promise.all(
        kinds.map(async (kind) => {
            const place = kind === "clustersecretstore" ? [] : ["-n", namespace];
            const output = "--output=jsonpath={.metadata.uid} {.metadata.deletionTimestamp}";
            const found = await kubectl("get", ...place, kind, "foreign", "--ignore-not-found", output);
            return /^\S+ $/.test(found) ? [kind] : [];
        }),
    );
    return alive.flat();
}
