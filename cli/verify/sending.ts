import {
    identifier,
    loginOf,
    RemoteKind,
    RemoteLogin,
    secretName,
    secretsOf,
    vaultPath,
} from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { readLog, readMetric, Sample } from "./agentApi";
import { Language } from "./queries";
import { Look, Situation } from "./situation";

/** How an agent fails to send to a remote. */
interface Complaint {
    /** What it counts. */
    count: string;
    /** What it was told. */
    words: string;
}

/** Why what agents have collected does not get to a remote: what they count, in the words of their log. */
export function sendingCauses(language: Language, looks: Look[], situation: Situation): string[] {
    const [kind, what] =
        language === "promql" ? [RemoteKind.Prometheus, "metrics"] : [RemoteKind.Loki, "logs"];
    const complaintOf = kind === RemoteKind.Prometheus ? metricsComplaint : logsComplaint;
    return situation.remotes
        .filter((remote) => remote.kind === kind)
        .flatMap((remote) => {
            // The first agent that complains: the others say the same.
            const complaint = looks.map((look) => complaintOf(remote, look)).find((one) => one !== undefined);
            if (!complaint) return [];
            const { count, words } = complaint;
            const todo = sendingAdvice(words, remote, situation);
            return [
                `${what} do not get to remote "${remote.name}" (${remote.url}): ${count}: ${words}; ${todo}`,
            ];
        });
}

/** What an agent has last logged of a remote that it could not send to; none if nothing. */
export function sendingWords(remote: PlainRemote, { log }: Pick<Look, "log">): string | undefined {
    const lines = readLog(log);
    if (remote.kind === RemoteKind.Prometheus)
        return lines.findLast(({ remote_name, err }) => remote_name === remote.name && err)?.err;
    const id = `loki.write.${identifier(remote)}`;
    return lines.findLast(({ component_id, error }) => component_id === id && error)?.error;
}

function metricsComplaint(remote: PlainRemote, { pod, metrics, log }: Look): Complaint | undefined {
    const { name } = remote;
    const count = (metric: string) =>
        sum(readMetric(metrics, metric), ({ remote_name }) => remote_name === name);
    const failed = count("prometheus_remote_storage_samples_failed_total");
    const retried = count("prometheus_remote_storage_samples_retried_total");
    const words = sendingWords(remote, { log });
    // What it counts may be from long ago; its log is of this run.
    if (failed + retried === 0 || !words) return undefined;
    const what = failed > 0 ? `has lost ${failed} samples` : `has tried ${retried} samples again`;
    return { count: `${pod.name} ${what}`, words };
}

function logsComplaint(remote: PlainRemote, { pod, metrics, log }: Look): Complaint | undefined {
    const id = `loki.write.${identifier(remote)}`;
    const ours = ({ component_id }: Sample["labels"]) => component_id === id;
    const dropped = readMetric(metrics, "loki_write_dropped_entries_total").filter(
        ({ labels, value }) => ours(labels) && value > 0,
    );
    const failed = readMetric(metrics, "loki_write_request_duration_seconds_count").find(
        ({ labels, value }) => ours(labels) && value > 0 && !labels.status_code?.startsWith("2"),
    );
    const words = sendingWords(remote, { log }) ?? (failed && answered(failed.labels.status_code));
    if (!words) return undefined;
    const lost = sum(dropped, () => true);
    const reasons = dropped.map(({ labels }) => labels.reason).join(", ");
    const what = lost > 0 ? `has dropped ${lost} lines (${reasons})` : "gets nothing through";
    return { count: `${pod.name} ${what}`, words };
}

/** The agent counts requests without an answer as -1. It tries them again for minutes before it logs a word. */
function answered(status = "-1"): string {
    return status === "-1" ? "it gets no answer" : `the answer is ${status}`;
}

function sum(samples: Sample[], which: (labels: Sample["labels"]) => boolean): number {
    return samples.reduce((total, { labels, value }) => total + (which(labels) ? value : 0), 0);
}

/** What to do about what an agent was told. */
export function sendingAdvice(
    said: string,
    remote: PlainRemote,
    { clusterName, agents }: Pick<Situation, "clusterName" | "agents">,
): string {
    const { namespace } = agents.place;
    const secrets = secretsOf(remote);
    if (/\b401\b/.test(said)) {
        if (loginOf(remote) === RemoteLogin.SigV4)
            return "AWS refuses the keys of the agents' service account";
        const { property } = secrets.find((secret) => secret.property !== "client_key") ?? {};
        return property
            ? `wrong ${property}: put the right one into Vault at ${vaultPath(clusterName, remote)}, property "${property}"`
            : /no org id/.test(said)
              ? "it keeps several owners' data: give the remote a tenant"
              : "it asks for a login or a tenant: give the remote a username, a bearerToken or a tenant";
    }
    if (/\b400\b/.test(said)) return "it may want a client certificate, a tenant or a header besides";
    if (/\b403\b/.test(said)) return "that login may not write there";
    if (/\b404\b/.test(said)) return "the path in its URL is wrong";
    if (secrets.some(({ file }) => said.includes(file))) {
        return `its Secret has not reached the pod: kubectl -n ${namespace} describe externalsecret ${secretName(remote)}`;
    }
    if (/certificate required|bad certificate|handshake failure/.test(said))
        return "it asks for a client certificate: give the remote a clientCertificate";
    if (/certificate|x509/.test(said))
        return "the agent does not trust its certificate: give the remote a ca, or a serverName for another name";
    if (/\b(429|5\d\d)\b/.test(said)) return "it is overloaded or broken: see its own log";
    return "is it running, and do pods reach that address?";
}
