import { command } from "../command";
import { Problem } from "../problem";

/** Refuse to start when a port that is needed is in use, and say by whom. */
export async function requireFreePorts(who: string, ports: number[], fix: string): Promise<void> {
    for (const port of ports) {
        const holder = await portHolder(port);
        if (holder) throw new Problem(`port ${port}, which ${who} needs, is taken by ${holder}`, fix);
    }
}

/** Who listens on a port, as "name (pid 12)"; undefined if nobody. */
export async function portHolder(port: number): Promise<string | undefined> {
    const listing = await command("ss", ["-Hltnp", `sport = :${port}`]);
    if (!listing.trim()) return undefined;
    const [, name, pid] = /\(\("([^"]+)",pid=(\d+)/.exec(listing) ?? [];
    return name ? `${name} (pid ${pid ?? "?"})` : "a process that cannot be seen from here";
}
