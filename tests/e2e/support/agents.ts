import { kubectl } from "./engine";

const namespace = ["--namespace", "grafana-alloy"];

/** The names of the agents' pods. */
export async function agentPods(): Promise<string[]> {
    const names = await kubectl(...namespace, "get", "pods", "--output=name");
    return names.split("\n").flatMap((line) => line.split("/")[1] ?? []);
}

/** What an agent answers at a path of its own. */
export function askAgent(pod: string, at: string): Promise<string> {
    return kubectl("get", "--raw", `/api/v1/namespaces/grafana-alloy/pods/${pod}:12345/proxy/${at}`);
}

/** One of an agent's own metrics, all its series together; 0 while there is none. */
export async function agentMetric(pod: string, name: string): Promise<number> {
    const text = await askAgent(pod, "metrics");
    const series = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, "gm"))];
    return series.reduce((sum, [, value]) => sum + Number(value), 0);
}

/** Each pod with its restarts: another pod, or a restart, shows. */
export function restarts(): Promise<string> {
    const columns = "custom-columns=UID:.metadata.uid,RESTARTS:.status.containerStatuses[*].restartCount";
    return kubectl(...namespace, "get", "pods", "--output", columns);
}
