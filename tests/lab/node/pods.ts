import { setTimeout as sleep } from "node:timers/promises";

import { command } from "../command";
import { kubeconfig } from "../paths";
import { Problem } from "../problem";
import { ctr } from "./containerd";
import { LabNode } from "./nodes";

const patience = 120;

interface Pod {
    metadata: { name: string };
    status: { containerStatuses?: { containerID?: string; state?: { running?: object } }[] };
}

/**
 * Wait until the cluster says of no container on this node that it runs while it doesn't. After a reboot it goes on
 * saying so until the kubelet has looked, and whoever waits for a pod to be ready meanwhile is told that it is.
 */
export async function untilPodsAreTrue(node: LabNode): Promise<void> {
    const deadline = Date.now() + patience * 1000;
    for (;;) {
        const untrue = await podsThatClaimTooMuch(node);
        if (untrue.length === 0) return;
        if (Date.now() > deadline) {
            throw new Problem(
                `the kubelet has not looked after ${untrue.join(", ")} in ${patience} s`,
                "npm run lab -- logs kubelet",
            );
        }
        await sleep(1_000);
    }
}

async function podsThatClaimTooMuch(node: LabNode): Promise<string[]> {
    const running = new Set((await ctr(node, ["tasks", "list", "--quiet"])).split("\n"));
    const selector = `--field-selector=spec.nodeName=${node.name}`;
    const list = ["get", "pods", "--all-namespaces", selector, "--output=json"];
    const { items } = JSON.parse(await command("kubectl", ["--kubeconfig", kubeconfig, ...list])) as {
        items: Pod[];
    };
    const claimed = ({ containerStatuses = [] }: Pod["status"]) =>
        containerStatuses
            .filter(({ state }) => state?.running)
            .map(({ containerID = "" }) => containerID.replace("containerd://", ""));
    return items
        .filter(({ status }) => claimed(status).some((id) => !running.has(id)))
        .map(({ metadata }) => metadata.name);
}
