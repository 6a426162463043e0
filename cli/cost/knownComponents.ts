import { parseAlloy } from "../../components/agent/syntax/parse";
import { SyntaxProblem } from "../../components/agent/syntax/tokens";

/** A component of the agents' configuration that collects or passes on. */
export interface KnownComponent {
    /** For example "prometheus.scrape.kubelet". */
    id: string;
    /** What it is a part of, as costs are told. */
    module: string;
    /** It hands samples to the remotes itself. */
    sends: boolean;
}

/** The components of a configuration, by the banner that each stands below; none if it cannot be read. */
export function knownComponents(config: string): KnownComponent[] {
    const banners = [...config.matchAll(/^\/\/ Module: (\S+) \(.*\)$/gm)];
    const moduleAt = (offset: number) => banners.findLast(({ index }) => index < offset)?.[1] ?? "";
    return blocksOf(config).map(({ name, label, offset, references }) => ({
        id: `${name}.${label}`,
        // One file, and two modules that are switched and limited each by itself.
        module: label === "cadvisor" ? "cadvisor" : moduleAt(offset),
        sends: references.some(({ path }) => path.slice(0, 2).join(".") === "prometheus.remote_write"),
    }));
}

function blocksOf(config: string) {
    try {
        return parseAlloy(config).blocks;
    } catch (error) {
        // An agent refuses it as well, and goes on with the one before.
        if (error instanceof SyntaxProblem) return [];
        throw error;
    }
}

/** It brings something in: samples, or lines. */
export function isSource(id: string): boolean {
    return /^(prometheus\.(scrape|operator)|loki\.source)\./.test(id);
}
