import { command } from "../command";
import { secondBridge, secondGateway } from "./addresses";
import { allowForwarding, forbidForwarding } from "./forwarding";
import { LabNode } from "./nodes";

/** Interface names: this end of the wire between the nodes, and the other. */
const [here, there] = ["second-node", "eth0"];

/** Lay a wire into the second node's network, which the process `pid` is in, and lead its pods' packets there. */
export async function connect(node: LabNode, pid: number): Promise<void> {
    const inside = (args: string[]) => command("nsenter", ["--target", `${pid}`, "--net", "ip", ...args]);
    // A bridge, like the pods': whatever is left when everything is killed goes with those.
    await ip(["link", "add", secondBridge, "type", "bridge"]);
    await ip(["address", "add", `${secondGateway}/30`, "dev", secondBridge]);
    await ip(["link", "add", here, "type", "veth", "peer", "name", there, "netns", `${pid}`]);
    await ip(["link", "set", here, "master", secondBridge, "up"]);
    await ip(["link", "set", secondBridge, "up"]);
    await inside(["address", "add", `${node.address}/30`, "dev", there]);
    await inside(["link", "set", there, "up"]);
    await inside(["route", "add", "default", "via", secondGateway]);
    await ip(["route", "add", node.podNetwork, "via", node.address]);
    await allowForwarding(secondBridge);
}

/** The route goes with the bridge. */
export async function disconnect(): Promise<void> {
    await forbidForwarding(secondBridge);
    for (const link of [here, secondBridge]) await ip(["link", "delete", link]).catch(() => "");
}

function ip(args: string[]): Promise<string> {
    return command("ip", args);
}
