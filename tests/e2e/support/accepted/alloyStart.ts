import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { certificate, privateKey } from "../../../support/certificate";
import { run } from "../commands";
import { ClusterObject } from "./rendered";

/** The parts of the agents' DaemonSet that Alloy is started with. */
interface Pod {
    containers: {
        name: string;
        args: string[];
        env?: { name: string; value?: string }[];
        volumeMounts: { name: string; mountPath: string }[];
    }[];
    volumes: {
        name: string;
        hostPath?: { type?: string };
        projected?: { sources: { secret: { optional?: boolean; items: { path: string }[] } }[] };
    }[];
}

interface Component {
    localID: string;
    health: { state: string; message: string };
}

const script = path.join(__dirname, "alloyAlone.sh");

/**
 * Start Alloy as the agents' pods do: with their arguments, environment and files, and none of the passwords, which may come later.
 * It is alone: it reaches no API server, no remote and nothing else. Returns why it did not start, or what of it is not healthy.
 */
export async function startProblems(
    alloy: string,
    daemonSet: ClusterObject,
    config: string,
): Promise<string[]> {
    const pod = (daemonSet.spec as { template: { spec: Pod } }).template.spec;
    const container = pod.containers.find(({ name }) => name === "alloy");
    if (!container) return ["the DaemonSet has no container called alloy"];
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-alone-"));
    try {
        writeFiles(root, pod, container.volumeMounts);
        write(root, "/etc/alloy/config.alloy", config);
        const inNamespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child"];
        const env = Object.fromEntries(
            (container.env ?? []).map(({ name, value = "a-node" }) => [name, value]),
        );
        const { code, output } = await run(
            "unshare",
            [...inNamespaces, script, root, alloy, ...container.args],
            { env: { ...ofCluster, ...env } },
        );
        if (code !== 0) return [output.trim()];
        return (JSON.parse(output) as Component[]).flatMap(({ localID, health }) =>
            health.state === "unhealthy" ? [`${localID}: ${health.message}`] : [],
        );
    } finally {
        fs.rmSync(root, { recursive: true });
    }
}

/** What a cluster gives to pods: the API server's address, which leads nowhere here, and AWS's login of their service account. */
const ofCluster = {
    KUBERNETES_SERVICE_HOST: "192.0.2.21",
    KUBERNETES_SERVICE_PORT: "443",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
};

/** What is mounted into the pod, and what it has of its service account. */
function writeFiles(root: string, { volumes }: Pod, mounts: { name: string; mountPath: string }[]): void {
    for (const [file, content] of Object.entries({ token: "none", "ca.crt": certificate }))
        write(root, `/run/secrets/kubernetes.io/serviceaccount/${file}`, content);
    fs.mkdirSync(path.join(root, "var"));
    fs.symlinkSync("/run", path.join(root, "var/run"));
    for (const { name, mountPath } of mounts) {
        const { hostPath, projected } = volumes.find((volume) => volume.name === name) ?? {};
        if (hostPath?.type === "File") write(root, mountPath, `${"0a".repeat(16)}\n`);
        else fs.mkdirSync(path.join(root, mountPath), { recursive: true });
        const needed = projected?.sources.filter(({ secret }) => secret.optional !== true) ?? [];
        for (const { path: file } of needed.flatMap(({ secret }) => secret.items))
            write(root, path.join(mountPath, file), privateKey);
    }
    // Where the node's journal is.
    for (const folder of ["/run/log/journal", "/var/log/journal"])
        fs.mkdirSync(path.join(root, folder), { recursive: true });
}

function write(root: string, file: string, text: string): void {
    const whole = path.join(root, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
}
