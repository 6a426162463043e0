import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { CheckRequest, CheckResponse, Properties } from "../plugin";
import { containsUnknown, reveal } from "../values";
import { runHelm } from "./helm";
import { withoutNulls } from "./state";

export interface ReleaseInputs {
    name: string;
    namespace: string;
    chart: string;
    version?: string;
    repositoryOpts?: { repo?: string };
    values?: Properties;
    /** Seconds. */
    timeout?: number;
    atomic?: boolean;
    skipAwait?: boolean;
}

const served = [
    "name",
    "namespace",
    "chart",
    "version",
    "repositoryOpts",
    "values",
    "timeout",
    "atomic",
    "skipAwait",
];

// The official plugin keeps every input in the state, and compares with it later.
const defaults = {
    ...Object.fromEntries(
        [
            ...["allowNullValues", "atomic", "cleanupOnFail", "createNamespace", "dependencyUpdate", "devel"],
            ...["disableCRDHooks", "disableOpenapiValidation", "disableWebhooks", "forceUpdate", "lint"],
            ...["recreatePods", "renderSubchartNotes", "replace", "resetValues", "reuseValues", "skipAwait"],
            ...["skipCrds", "verify", "waitForJobs"],
        ].map((name) => [name, false]),
    ),
    ...{ description: "", keyring: "", postrender: "" },
    ...{ namespace: "default", timeout: 300, values: {} },
};

/** Fill in what isn't given, the chart's version included, and refuse what would be ignored. */
export async function checkRelease({ news }: CheckRequest): Promise<CheckResponse> {
    const given = withoutNulls(news) as Properties;
    // The SDK's mark of its own kind, which no plugin keeps.
    delete given.compat;
    const failures = Object.entries(given).flatMap(([property, value]) => refusal(property, value));
    for (const property of ["name", "chart"]) {
        if (given[property]) continue;
        const reason = "is missing; the lab's adapter for the kubernetes plugin makes up none";
        failures.push({ property, reason });
    }
    if (failures.length > 0) return { failures };

    const inputs: Properties = { ...defaults, ...given };
    if (inputs.version) return { inputs };
    const source = { chart: inputs.chart, repositoryOpts: inputs.repositoryOpts };
    if (containsUnknown(source)) return { inputs };
    try {
        return { inputs: { ...inputs, version: await chartVersion(reveal(source) as ChartSource) } };
    } catch (error) {
        const reason = `${(error as Error).message}; check the chart name and repository configuration.`;
        return { inputs, failures: [{ property: "chart", reason }] };
    }
}

function refusal(property: string, value: unknown) {
    if (property === "repositoryOpts") {
        const other = Object.keys(reveal(value) as object).filter((key) => key !== "repo");
        return other.map((key) => ({
            property: `repositoryOpts.${key}`,
            reason: `${notServed}; it serves repo`,
        }));
    }
    // One that is given as what it is anyway changes nothing.
    if (served.includes(property) || (defaults as Properties)[property] === reveal(value)) return [];
    return [{ property, reason: `${notServed}; it serves ${served.join(", ")}` }];
}

const notServed = "is not served by the lab's adapter for the kubernetes plugin";

type ChartSource = Pick<ReleaseInputs, "chart" | "repositoryOpts">;

/** A chart that is a folder on this machine. */
export function localChart({ chart, repositoryOpts }: ChartSource): boolean {
    return !repositoryOpts?.repo && fs.existsSync(path.join(chart, "Chart.yaml"));
}

async function chartVersion(source: ChartSource): Promise<string> {
    const repo = source.repositoryOpts?.repo;
    const description = localChart(source)
        ? fs.readFileSync(path.join(source.chart, "Chart.yaml"), "utf8")
        : await runHelm(["show", "chart", source.chart, ...(repo ? ["--repo", repo] : [])]);
    return String((parse(description) as { version?: unknown }).version);
}
