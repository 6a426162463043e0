import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";

/** How the machine's network was before the lab touched it. */
interface Baseline {
    /** Chains and rules as `iptables-save` writes them, by family. */
    rules: Record<Family, string>;
    ipForward: string;
}

type Family = "ip" | "ip6";

const file = path.join(state, "network.json");
const ipForward = "/proc/sys/net/ipv4/ip_forward";
/** Chains that Kubernetes, the pods' network and Docker make. */
const made = /^(KUBE-|CNI-|DOCKER)/;
const families: Family[] = ["ip", "ip6"];

/** Write down how the network is, once: what is there now is not the lab's. */
export async function rememberNetwork(): Promise<void> {
    if (fs.existsSync(file)) return;
    const baseline: Baseline = {
        rules: { ip: await saved("ip"), ip6: await saved("ip6") },
        ipForward: fs.readFileSync(ipForward, "utf8").trim(),
    };
    fs.mkdirSync(state, { recursive: true });
    fs.writeFileSync(file, JSON.stringify(baseline));
}

/**
 * Take away the bridges and packet filter rules that came with the lab. While a Docker engine goes on running, its
 * chains and the forwarding it needs stay as they are.
 */
export async function restoreNetwork(bridges: string[], dockerStays: boolean): Promise<void> {
    for (const bridge of bridges) await command("ip", ["link", "delete", bridge]).catch(() => "");
    if (!fs.existsSync(file)) return;
    const baseline = JSON.parse(fs.readFileSync(file, "utf8")) as Baseline;
    for (const family of families) {
        const before = baseline.rules[family];
        const known = new Set(chainsOf(before).map(({ chain }) => chain));
        const isOurs = (chain: string) =>
            made.test(chain) && !known.has(chain) && !(dockerStays && chain.startsWith("DOCKER"));
        await removeRules(family, before.split("\n"), isOurs, bridges);
        // Where nothing was ever set, nothing is listed, and the kernel's default is in force.
        const policy = /^:FORWARD (\w+)/m.exec(before)?.[1] ?? "ACCEPT";
        if (!dockerStays) await command(`${family}tables`, ["-w", "-P", "FORWARD", policy]);
    }
    if (!dockerStays) fs.writeFileSync(ipForward, baseline.ipForward);
}

/** Chains in force that were not there before the lab came. */
export async function leftoverChains(dockerStays: boolean): Promise<string[]> {
    const chains = [...chainsOf(await saved("ip")), ...chainsOf(await saved("ip6"))].map(
        ({ chain }) => chain,
    );
    return chains.filter((chain) => made.test(chain) && !(dockerStays && chain.startsWith("DOCKER")));
}

interface Chain {
    table: string;
    chain: string;
}

/** Rules that lead into the chains or name a bridge go first, then what is in the chains, then the chains. */
async function removeRules(
    family: Family,
    before: string[],
    isOurs: (chain: string) => boolean,
    bridges: string[],
): Promise<void> {
    const iptables = (table: string, args: string[]) =>
        command(`${family}tables`, ["-w", "-t", table, ...args]);
    const now = await saved(family);
    for (const { table, line, rule } of rulesOf(now)) {
        const [chain = ""] = rule;
        const target = rule[rule.indexOf("-j") + 1] ?? "";
        const leadsToOurs = isOurs(target) || rule.some((word) => bridges.includes(word));
        if (leadsToOurs && !isOurs(chain) && !before.includes(line)) await iptables(table, ["-D", ...rule]);
    }
    const ours = chainsOf(now).filter(({ chain }) => isOurs(chain));
    for (const { table, chain } of ours) await iptables(table, ["-F", chain]);
    for (const { table, chain } of ours) await iptables(table, ["-X", chain]);
}

function chainsOf(rules: string): Chain[] {
    return tableLines(rules).flatMap(({ table, line }) => {
        const chain = /^:(\S+)/.exec(line)?.[1];
        return chain ? [{ table, chain }] : [];
    });
}

function rulesOf(rules: string): { table: string; line: string; rule: string[] }[] {
    return tableLines(rules).flatMap(({ table, line }) => {
        if (!line.startsWith("-A ")) return [];
        const words = [...line.slice(3).matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)];
        return [{ table, line, rule: words.map(([, quoted, plain]) => quoted ?? plain ?? "") }];
    });
}

function tableLines(rules: string): { table: string; line: string }[] {
    let table = "";
    return rules.split("\n").map((line) => {
        if (line.startsWith("*")) table = line.slice(1);
        return { table, line };
    });
}

function saved(family: Family): Promise<string> {
    return command(`${family}tables-save`, []);
}
