import { command } from "../command";

/**
 * Let packets pass over a bridge. Docker makes a machine forward nothing that isn't its own, and where the packet filter sees
 * bridges too, pods on one node don't even reach each other. The rules go with the bridge: see `restoreNetwork`.
 */
export async function allowForwarding(bridge: string): Promise<void> {
    for (const rule of rules(bridge)) {
        await iptables(["-C", ...rule]).catch(() => iptables(["-I", ...rule]));
    }
}

export async function forbidForwarding(bridge: string): Promise<void> {
    for (const rule of rules(bridge)) await iptables(["-D", ...rule]).catch(() => "");
}

function rules(bridge: string): string[][] {
    return ["-i", "-o"].map((direction) => ["FORWARD", direction, bridge, "-j", "ACCEPT"]);
}

function iptables(args: string[]): Promise<string> {
    return command("iptables", ["-w", ...args]);
}
