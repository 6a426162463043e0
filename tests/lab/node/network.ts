import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";
import { podBridge, secondBridge } from "./addresses";
import { chainsOf, rulesOf } from "./rules";

/** How the machine's network was before the lab touched it. */
interface Baseline {
    /** Chains and rules as `iptables-save` writes them, by family. */
    rules: Record<Family, string>;
    bridges: string[];
    ipForward: string;
}

type Family = "ip" | "ip6";

const file = path.join(state, "network.json");
const ipForward = "/proc/sys/net/ipv4/ip_forward";
/** What each part of the lab makes in the packet filter and among the bridges. */
const made = {
    cluster: { chains: /^(KUBE-|CNI-)/, bridges: new RegExp(`^(${podBridge}|${secondBridge})$`) },
    docker: { chains: /^DOCKER/, bridges: /^(docker0|br-[0-9a-f]{12})$/ },
};
const families: Family[] = ["ip", "ip6"];

/** The parts that are the lab's own and go; what others run, or what stays, keeps its bridges and rules. */
export interface Going {
    cluster: boolean;
    docker: boolean;
}

/** Write down how the network is, once: what is there now is not the lab's. */
export async function rememberNetwork(): Promise<void> {
    if (fs.existsSync(file)) return;
    const baseline: Baseline = {
        rules: { ip: await saved("ip"), ip6: await saved("ip6") },
        bridges: await bridgeNames(),
        ipForward: fs.readFileSync(ipForward, "utf8").trim(),
    };
    fs.mkdirSync(state, { recursive: true });
    fs.writeFileSync(file, JSON.stringify(baseline));
}

/**
 * Take away the bridges and packet filter rules that came with the parts that go. Returns what is still there, in words.
 */
export async function restoreNetwork(going: Going): Promise<string[]> {
    if (!fs.existsSync(file)) return [];
    const baseline = JSON.parse(fs.readFileSync(file, "utf8")) as Baseline;
    const isOurBridge = (name: string) => bridgeComesWith(going, name) && !baseline.bridges.includes(name);
    for (const bridge of (await bridgeNames()).filter(isOurBridge)) await deleteBridge(bridge);
    for (const family of families) {
        const before = baseline.rules[family];
        const known = new Set(chainsOf(before).map(({ chain }) => chain));
        const isOurs = (chain: string) => comesWith(going, chain) && !known.has(chain);
        await removeRules(family, before.split("\n"), isOurs, isOurBridge);
        // Where nothing was ever set, nothing is listed, and the kernel's default is in force.
        const policy = /^:FORWARD (\w+)/m.exec(before)?.[1] ?? "ACCEPT";
        if (going.docker) await command(`${family}tables`, ["-w", "-P", "FORWARD", policy]);
    }
    if (going.docker) fs.writeFileSync(ipForward, baseline.ipForward);
    return leftovers(baseline, going);
}

async function leftovers(baseline: Baseline, going: Going): Promise<string[]> {
    const bridges = (await bridgeNames()).filter(
        (name) => bridgeComesWith(going, name) && !baseline.bridges.includes(name),
    );
    const chains = await Promise.all(
        families.map(async (family) => {
            const known = new Set(chainsOf(baseline.rules[family]).map(({ chain }) => chain));
            return chainsOf(await saved(family)).filter(
                ({ chain }) => comesWith(going, chain) && !known.has(chain),
            );
        }),
    );
    return [
        ...bridges.map((name) => `the bridge ${name}`),
        ...chains.flat().map(({ chain }) => `the packet filter chain ${chain}`),
    ];
}

function comesWith({ cluster, docker }: Going, chain: string): boolean {
    return (cluster && made.cluster.chains.test(chain)) || (docker && made.docker.chains.test(chain));
}

function bridgeComesWith({ cluster, docker }: Going, name: string): boolean {
    return (cluster && made.cluster.bridges.test(name)) || (docker && made.docker.bridges.test(name));
}

/** With the wires to what was on it: those of killed pods stay until the last of their connections has timed out. */
async function deleteBridge(bridge: string): Promise<void> {
    for (const wire of await linkNames(["master", bridge]))
        await command("ip", ["link", "delete", wire]).catch(() => "");
    await command("ip", ["link", "delete", bridge]);
}

function bridgeNames(): Promise<string[]> {
    return linkNames(["type", "bridge"]);
}

async function linkNames(which: string[]): Promise<string[]> {
    const links = JSON.parse(await command("ip", ["-json", "link", "show", ...which])) as {
        ifname?: string;
    }[];
    return links.flatMap(({ ifname }) => ifname ?? []);
}

/** Rules that lead into the chains or name a bridge go first, then what is in the chains, then the chains. */
async function removeRules(
    family: Family,
    before: string[],
    isOurs: (chain: string) => boolean,
    isOurBridge: (name: string) => boolean,
): Promise<void> {
    const iptables = (table: string, args: string[]) =>
        command(`${family}tables`, ["-w", "-t", table, ...args]);
    const now = await saved(family);
    for (const { table, line, rule } of rulesOf(now)) {
        const [chain = ""] = rule;
        const target = rule[rule.indexOf("-j") + 1] ?? "";
        const leadsToOurs = isOurs(target) || rule.some(isOurBridge);
        if (leadsToOurs && !isOurs(chain) && !before.includes(line)) await iptables(table, ["-D", ...rule]);
    }
    const ours = chainsOf(now).filter(({ chain }) => isOurs(chain));
    for (const { table, chain } of ours) await iptables(table, ["-F", chain]);
    for (const { table, chain } of ours) await iptables(table, ["-X", chain]);
}

function saved(family: Family): Promise<string> {
    return command(`${family}tables-save`, []);
}
