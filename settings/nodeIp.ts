import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as os from "node:os";

/** What this machine says of its network. */
export interface Machine {
    platform: NodeJS.Platform;
    /** Its addresses by interface, as `os.networkInterfaces` has them. */
    interfaces: NodeJS.Dict<Pick<os.NetworkInterfaceInfo, "address" | "family" | "internal">[]>;
    /** Linux's table of routes, as /proc/net/route has it. */
    routes: string;
    /** The gateways of a Docker network; none if there is no such network, or no Docker. */
    gateways: (network: string) => string[];
}

/** Where Docker Desktop's virtual machine has its host, whatever network that is in. */
const dockerDesktopHost = "192.168.65.254";

/**
 * The IPv4 address under which the pods of a cluster reach this machine; undefined if it has none but its own loopback. The
 * context tells which programs run the cluster in Docker: kind, k3d, minikube, Docker Desktop.
 */
export function findNodeIp(context = "", machine = thisMachine()): string | undefined {
    if (context === "docker-desktop" || machine.platform !== "linux") return dockerDesktopHost;
    const network = dockerNetwork(context);
    const gateway = network && machine.gateways(network).find((address) => /^\d+(\.\d+){3}$/.test(address));
    return gateway ?? addressOf(machine);
}

/** Whether an address is one of this machine's, so that a server can listen on it. */
export function isOwnAddress(address: string, { interfaces } = thisMachine()): boolean {
    return Object.values(interfaces).some((all) => all?.some((one) => one.address === address));
}

/** The network in which a cluster's nodes are, if they are containers. */
function dockerNetwork(context: string): string | undefined {
    if (context.startsWith("kind-")) return "kind";
    if (context.startsWith("k3d-") || context === "minikube") return context;
    return undefined;
}

/** That of the default route's interface, or the first one. Nobody but this machine knows those of bridges and VPNs. */
function addressOf({ interfaces, routes }: Machine): string | undefined {
    const outward = Object.keys(interfaces).filter(
        (name) =>
            !/^(docker|br-|cni|veth|virbr|flannel|cali|tun|tap|wg|ppp|utun|tailscale|zt|nordlynx|ipsec)/.test(
                name,
            ),
    );
    const first = defaultInterfaces(routes).find((name) => outward.includes(name));
    const inOrder = first === undefined ? outward : [first, ...outward];
    return inOrder
        .flatMap((name) => interfaces[name] ?? [])
        .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}

/** The interfaces of default routes, the preferred one first. */
function defaultInterfaces(routes: string): string[] {
    return routes
        .split("\n")
        .map((line) => line.split(/\s+/))
        .filter(([, destination, , , , , , mask]) => destination === "00000000" && mask === "00000000")
        .sort((a, b) => Number(a[6]) - Number(b[6]))
        .flatMap(([name]) => name ?? []);
}

function thisMachine(): Machine {
    return {
        platform: os.platform(),
        interfaces: os.networkInterfaces(),
        routes: readable("/proc/net/route"),
        gateways: dockerGateways,
    };
}

function readable(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}

function dockerGateways(network: string): string[] {
    const format = "{{range .IPAM.Config}}{{.Gateway}} {{end}}";
    try {
        const answer = execFileSync("docker", ["network", "inspect", "--format", format, network], {
            encoding: "utf8",
            timeout: 10_000,
            stdio: ["ignore", "pipe", "ignore"],
        });
        return answer.split(/\s+/);
    } catch {
        return [];
    }
}
