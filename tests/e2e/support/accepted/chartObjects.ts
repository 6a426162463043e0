import { spawn } from "node:child_process";

import * as YAML from "yaml";

import { charts } from "../../../lab/toolchain/charts";
import { ClusterObject, Release } from "./rendered";

/** The lab's chart of each release. */
const chartOf: Record<string, string> = {
    "external-secrets": charts.externalSecrets,
    "grafana-alloy": charts.alloy,
    "prometheus-operator-crds": charts.monitoringCrds,
};

/** What charts come to. Helm is asked once for the same values. */
export class ChartObjects {
    private readonly known = new Map<string, Promise<ClusterObject[]>>();

    /** How often Helm was asked. */
    get asked(): number {
        return this.known.size;
    }

    /**
     * A release's objects. The operator's CRDs, which are the same whatever a stack sets and take Helm nine seconds, are rendered
     * for the first release alone.
     */
    async of({ name, namespace, values }: Release): Promise<ClusterObject[]> {
        if (name !== "external-secrets") return this.once({ name, namespace, values });
        const { crds, installCRDs, ...rest } = values as Record<string, unknown>;
        const withCrds = this.once({ name, namespace: "any", values: { crds, installCRDs } });
        const others = this.once({ name, namespace, values: { ...rest, installCRDs: false } });
        const isCrd = ({ kind }: ClusterObject) => kind === "CustomResourceDefinition";
        return [...(await withCrds).filter(isCrd), ...(await others)];
    }

    private once(release: Release): Promise<ClusterObject[]> {
        const key = JSON.stringify(release);
        const objects = this.known.get(key) ?? template(release);
        this.known.set(key, objects);
        return objects;
    }
}

async function template({ name, namespace, values }: Release): Promise<ClusterObject[]> {
    const chart = chartOf[name];
    if (chart === undefined) throw new Error(`the lab has no chart for the release ${name}`);
    const args = ["template", name, chart, "--namespace", namespace, "--values", "-"];
    const text = await helm(args, JSON.stringify(values));
    const objects = YAML.parseAllDocuments(text).map((document) => document.toJS() as ClusterObject | null);
    // Helm puts what names no namespace into the release's.
    return objects
        .filter((object) => object !== null)
        .map((object) => ({ ...object, metadata: { namespace, ...object.metadata } }));
}

function helm(args: string[], input: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = spawn("helm", args);
        let [stdout, stderr] = ["", ""];
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.once("error", reject);
        child.once("close", (code) => {
            if (code === 0) resolve(stdout);
            else reject(new Error(`helm template: ${stderr.trim()}`));
        });
        child.stdin.end(input);
    });
}
