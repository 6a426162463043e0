import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { CheckRequest, CheckResponse, Properties } from "../plugin";
import { containsUnknown, reveal } from "../values";
import { Helm } from "./helm";

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
    cleanupOnFail?: boolean;
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
    "cleanupOnFail",
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
    ...{ namespace: "default", values: {} },
};

// Only for those that are waited for.
const patience = { timeout: 300 };

/** Fill in what isn't given, the version that the chart really has included, and refuse what would be ignored. */
export async function checkRelease({ news }: CheckRequest, helm: Helm): Promise<CheckResponse> {
    // A null among the values means something to Helm. "compat" is the SDK's mark of its own kind, which no plugin keeps.
    const given = Object.fromEntries(
        Object.entries(news).filter(([property, value]) => value !== null && property !== "compat"),
    );
    const failures = Object.entries(given).flatMap(([property, value]) => refusal(property, value));
    for (const property of ["name", "chart"]) {
        if (given[property]) continue;
        const reason = "is missing; the lab's adapter for the kubernetes plugin makes up none";
        failures.push({ property, reason });
    }
    if (failures.length > 0) return { failures };

    const inputs: Properties = { ...defaults, ...(given.skipAwait ? {} : patience), ...given };
    // The official plugin loads no chart while anything is unknown.
    if (containsUnknown(given)) return { inputs };
    try {
        return { inputs: { ...inputs, version: await chartVersion(reveal(inputs) as ReleaseInputs, helm) } };
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

async function chartVersion(release: ReleaseInputs, helm: Helm): Promise<string> {
    const { chart, version, repositoryOpts } = release;
    const repo = repositoryOpts?.repo ? ["--repo", repositoryOpts.repo] : [];
    const description = localChart(release)
        ? fs.readFileSync(path.join(chart, "Chart.yaml"), "utf8")
        : await helm.alone(["show", "chart", chart, ...(version ? ["--version", version] : []), ...repo]);
    return String((parse(description) as { version?: unknown }).version);
}
