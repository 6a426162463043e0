import { alloyConfig, ConfigInputs, MonitorSearch } from "../../components/agent/config";
import { KnownDestination } from "../../components/agent/destination";
import { loginOf } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { Settings } from "../../settings/settings";

/** Where monitors are looked for. */
const searches: { nodeExporter: MonitorSearch; blockNode: MonitorSearch } = {
    nodeExporter: { namespaces: ["node-exporter"], labels: { "app.kubernetes.io/name": "node-exporter" } },
    blockNode: { namespaces: ["grafana-alloy"], labels: { "app.kubernetes.io/name": "block-node-server" } },
};

/** `config.alloy` for these remotes; what else it depends on is as in a stack that says nothing of it. */
export function configFor(remotes: PlainRemote[], more: Partial<ConfigInputs> = {}): string {
    return alloyConfig({
        clusterName: "c",
        remotes: remotes.map(known),
        monitorBlockNode: false,
        checkKubeletCertificates: false,
        journal: {},
        dockerLogs: false,
        collected: {},
        ...searches,
        ...more,
    });
}

/** The `config.alloy` of a stack. */
export function configOf({ stack, remotes }: Settings): string {
    const { clusterName, monitorBlockNode = false, checkKubeletCertificates = false } = stack;
    const { journal = {}, dockerLogs = false, extraModules, wal } = stack;
    const settings = { clusterName, monitorBlockNode, checkKubeletCertificates, journal, dockerLogs };
    return configFor(remotes, { ...settings, extraModules, wal, collected: stack });
}

function known(remote: PlainRemote): KnownDestination {
    return { ...remote, login: loginOf(remote) };
}
