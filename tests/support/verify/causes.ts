import { diagnose } from "../../../cli/verify/diagnose";
import { Language, Module } from "../../../cli/verify/queries";
import { Result } from "../../../cli/verify/run";
import { Situation } from "../../../cli/verify/situation";
import { RemoteKind } from "../../../components/remotes";
import { FakeAgents } from "./fakeAgents";

/** A query that finds nothing. */
export function red(module: Module, language: Language = "promql", more: Partial<Result> = {}): Result {
    return { query: { module, language, title: "", text: "asked" }, found: 0, verdict: "RED", ...more };
}

export const remotes = [
    { kind: RemoteKind.Prometheus, name: "local", url: "http://10.0.0.1:9090/w", username: "admin" },
    { kind: RemoteKind.Loki, name: "local", url: "http://10.0.0.1:3100/p", username: "admin" },
    { kind: RemoteKind.Loki, name: "grafana-cloud", url: "https://logs.example/p", username: "12345" },
];

/** What a healthy cluster says once it is changed. */
export async function causes(
    results: Result[],
    change: (agents: FakeAgents) => void = () => undefined,
): Promise<string[]> {
    return diagnose(results, situation(change));
}

export function situation(change: (agents: FakeAgents) => void): Situation {
    const agents = new FakeAgents();
    change(agents);
    return { agents, clusterName: "c", remotes, since: new Date() };
}
