import { Found, shown } from "./problem";

export const storagePathRule =
    'a folder of its own, as an absolute path of letters, digits, ".", "_" and "-", such as "/var/lib/grafana-alloy"';

/** Folders of the agent's container and of the node's system: nothing in or above them can be the agent's own. */
const taken = [
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/proc",
    "/run",
    "/sbin",
    "/sys",
    "/usr",
    "/var/lib/containerd",
    "/var/lib/docker",
    "/var/lib/etcd",
    "/var/lib/kubelet",
    "/var/log",
    "/var/run",
];

/** What is wrong with the folder in which the agent keeps what it has not sent; undefined if nothing is. */
export function storagePathProblem(path: string): Found | undefined {
    const found = `is ${shown(path)}`;
    if (!/^(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/.test(path)) return { found, expected: storagePathRule };
    const isIn = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);
    const other = taken.find((folder) => isIn(path, folder) || isIn(folder, path));
    if (other === undefined) return undefined;
    const relation = isIn(path, other) ? "which is in" : "which has in it";
    return { found: `${found}, ${relation} ${other} of the node's system`, expected: storagePathRule };
}
