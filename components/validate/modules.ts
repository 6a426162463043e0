import { ModulesArgs, ScrapedModuleArgs } from "../agent/modules";
import { Found, Problem, shown } from "./problem";

/** Seconds between two scrapes: less would overlap with the scrape's own timeout, and more is a gap in Prometheus. */
const intervals = { least: 10, most: 300 };

const scraped = [
    "agentMetrics",
    "nodeExporter",
    "kubelet",
    "cadvisor",
    "kubeStateMetrics",
    "blockNode",
] as const;

/** What is wrong with how modules are limited. */
export function modulesProblems(modules: ModulesArgs): Problem[] {
    return scraped.flatMap((module) => scrapeProblems(`modules.${module}`, modules[module] ?? {}));
}

/** What is wrong with how something is scraped. */
export function scrapeProblems(
    path: string,
    { interval, keep, drop, sampleLimit }: ScrapedModuleArgs,
): Problem[] {
    return [
        ...at(`${path}.interval`, interval === undefined ? undefined : intervalProblem(interval)),
        ...at(`${path}.sampleLimit`, sampleLimit === undefined ? undefined : limitProblem(sampleLimit)),
        ...(keep?.length === 0 ? at(`${path}.keep`, emptyKeep) : []),
        ...[...(keep ?? []).entries()].flatMap(([index, one]) =>
            at(`${path}.keep[${index}]`, patternProblem(one)),
        ),
        ...[...(drop ?? []).entries()].flatMap(([index, one]) =>
            at(`${path}.drop[${index}]`, patternProblem(one) ?? droppedUp(one)),
        ),
    ];
}

const emptyKeep: Found = {
    found: "is empty",
    expected: "the metrics to send, or no such list, which sends all",
};

function intervalProblem(interval: string): Found | undefined {
    const [, amount = "", unit = ""] = /^([1-9]\d{0,4})(s|m)$/.exec(interval) ?? [];
    const seconds = Number(amount) * (unit === "m" ? 60 : 1);
    if (amount !== "" && seconds >= intervals.least && seconds <= intervals.most) return undefined;
    return { found: `is ${shown(interval)}`, expected: 'seconds or minutes from "10s" to "5m"' };
}

function limitProblem(limit: number): Found | undefined {
    if (Number.isSafeInteger(limit) && limit > 0) return undefined;
    return { found: `is ${shown(limit)}`, expected: "a number of samples above 0" };
}

/**
 * What is wrong with a pattern of metrics' names; undefined if nothing is. Of RE2's syntax it takes what JavaScript's means
 * too and names have a use for: one that is refused by Alloy would keep it from starting.
 */
function patternProblem(pattern: string): Found | undefined {
    const expected =
        'a pattern of whole names: letters, digits, "_", ":", and ". * + ? | ( ) [ ] -" as in RE2';
    const isLegal =
        /^[A-Za-z0-9_:.*+?|()[\]-]+$/.test(pattern) &&
        // Two kinds of brackets that the two read otherwise, and what RE2 knows to stand behind "(?".
        !/\[\]|\[[^\]]*\[|\(\?(?!:)/.test(pattern) &&
        compiles(pattern);
    return isLegal ? undefined : { found: `is ${shown(pattern)}`, expected };
}

function compiles(pattern: string): boolean {
    try {
        new RegExp(`^(?:${pattern})$`);
        return true;
    } catch {
        return false;
    }
}

/** Whether a target answers is known by it alone. */
function droppedUp(pattern: string): Found | undefined {
    if (!new RegExp(`^(?:${pattern})$`).test("up")) return undefined;
    const expected =
        'patterns without "up", which says whether a target answers; enabled: false collects nothing of it';
    return { found: `is ${shown(pattern)}`, expected };
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
