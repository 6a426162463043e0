import { z } from "zod";

// What an agent's own HTTP API and log say. Alloy promises nothing about the API's form: what isn't understood is
// taken for nothing, never for an error.

/** A component of the agent's configuration and how it is. */
export interface Component {
    /** For example "prometheus.scrape.kubelet". */
    id: string;
    /** Whether it runs; one that has only just been read from the configuration doesn't yet. */
    started: boolean;
    healthy: boolean;
    message: string;
}

/** Something the agent scrapes. */
export interface ScrapeTarget {
    job: string;
    url: string;
    /** "up", "down" or "unknown". */
    health: string;
    lastError: string;
}

/** A ServiceMonitor that the agent has found. */
export interface FoundMonitor {
    name: string;
    /** Why it could not be used. */
    error: string;
}

const componentList = z.array(
    z.object({
        localID: z.string(),
        health: z.object({ state: z.string(), message: z.string().optional() }),
    }),
);

/** Read the answer of `/api/v0/web/components`. */
export function readComponents(text: string): Component[] {
    const { data = [] } = componentList.safeParse(json(text));
    return data.map(({ localID, health }) => ({
        id: localID,
        started: health.state !== "unknown",
        healthy: !["unhealthy", "exited"].includes(health.state),
        message: health.message ?? health.state,
    }));
}

const block = z.object({
    name: z.string(),
    type: z.literal("block"),
    body: z.array(z.object({ name: z.string(), value: z.object({ value: z.unknown() }) })).catch([]),
});
const details = z.object({ debugInfo: z.array(z.unknown()) });

/** Read what a scraping component scrapes from the answer of `/api/v0/web/components/<id>`. */
export function readTargets(text: string): ScrapeTarget[] {
    // A ServiceMonitor component writes "targets", a scrape component "target".
    return blocks(text, ["target", "targets"]).map(({ job, url, health, last_error }) => ({
        job: job ?? "",
        url: url ?? "",
        health: health ?? "unknown",
        lastError: last_error ?? "",
    }));
}

/** Read which ServiceMonitors a component has found, from the same answer. */
export function readMonitors(text: string): FoundMonitor[] {
    return blocks(text, ["crds"]).map(({ namespace = "", name = "", reconcile_error = "" }) => ({
        name: `${namespace}/${name}`,
        error: reconcile_error,
    }));
}

/** The blocks of that name in a component's debug information, with their text attributes. */
function blocks(text: string, names: string[]): Record<string, string | undefined>[] {
    const { data } = details.safeParse(json(text));
    return (data?.debugInfo ?? []).flatMap((statement) => {
        const found = block.safeParse(statement).data;
        if (!found || !names.includes(found.name)) return [];
        const attributes = found.body.filter(({ value }) => typeof value.value === "string");
        return [Object.fromEntries(attributes.map(({ name, value }) => [name, value.value as string]))];
    });
}

/** A sample of an agent's own metrics. */
export interface Sample {
    labels: Record<string, string>;
    value: number;
}

/** The samples of one name in the answer of `/metrics`. */
export function readMetric(text: string, name: string): Sample[] {
    const line = new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)`, "gm");
    return [...text.matchAll(line)].map(([, labels = "", value]) => ({
        labels: Object.fromEntries(
            [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = "", text = ""]) => [
                label,
                text.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped)),
            ]),
        ),
        value: Number(value),
    }));
}

/** The lines of an agent's log, each as its keys and values. */
export function readLog(text: string): Record<string, string>[] {
    return text
        .split("\n")
        .map((line) =>
            Object.fromEntries(
                [...line.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(([, key = "", value = ""]) => [
                    key,
                    value.startsWith('"') ? unquoted(value) : value,
                ]),
            ),
        );
}

/** On one line. Go's quotes are JSON's, but for a few escapes that no message needs. */
function unquoted(value: string): string {
    const text = (json(value) as string | undefined) ?? value.slice(1, -1);
    return text.trim().replaceAll(/\s+/g, " ");
}

function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
