import { passwordFile, Remote, RemoteKind } from "../remote";
import { renderTemplate, View } from "../templates";

/** Where the remotes' passwords are mounted. Beside /etc/alloy, which the config reloader watches. */
export const passwordFolder = "/etc/alloy-secrets";

/** What the agent's configuration depends on. */
export interface ConfigInputs {
    clusterName: string;
    remotes: Remote[];
}

/** Put together `config.alloy` from the modules in `alloy/`, each below a banner, in a fixed order. */
export function alloyConfig({ clusterName, remotes }: ConfigInputs): string {
    const prometheus = remotes.filter(({ kind }) => kind === RemoteKind.Prometheus);
    const view: View = {
        clusterName,
        prometheusRemotes: prometheus.map((remote) => ({
            name: remote.name,
            url: remote.url,
            login: remote.username && {
                username: remote.username,
                passwordFile: `${passwordFolder}/${passwordFile(remote)}`,
            },
        })),
        metricsReceivers: prometheus.length > 0 ? "[prometheus.remote_write.remotes.receiver]" : "[]",
    };
    const modules = ["core", "agent-metrics", ...(prometheus.length > 0 ? ["remotes"] : [])];
    return modules.map((module) => `${banner(module)}\n\n${renderTemplate(`${module}.alloy`, view)}`).join("\n");
}

function banner(module: string): string {
    return `// Module: ${module} (${module}.alloy)`;
}
