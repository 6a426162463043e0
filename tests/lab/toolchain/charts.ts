import * as fs from "node:fs";
import * as path from "node:path";

import { parseAllDocuments } from "yaml";

import { cache } from "../paths";
import { copyModuleFiles } from "./goModule";
import { files } from "./manifest";

/** The charts the lab deploys, as folders that helm takes. */
export const charts = {
    externalSecrets: path.join(cache, "charts", `external-secrets-${files.externalSecretsChart.version}`),
    alloy: path.join(cache, "charts", `alloy-${files.alloyChart.version}`),
};

export function missingCharts(): string[] {
    return Object.values(charts).filter((folder) => !fs.existsSync(folder));
}

/** Take the missing charts out of their modules and make them what their projects release. */
export async function makeCharts(): Promise<void> {
    if (!fs.existsSync(charts.alloy))
        await publish(charts.alloy, (target) => copyModuleFiles(files.alloyChart, target));
    if (!fs.existsSync(charts.externalSecrets)) await publish(charts.externalSecrets, externalSecretsChart);
}

/**
 * The chart in ESO's module lacks what its release adds: the CRDs, as templates behind `installCRDs` that carry
 * `crds.annotations`. It names a subchart that is not there and that nothing here uses.
 */
async function externalSecretsChart(target: string): Promise<void> {
    const source = `${target}.source`;
    await copyModuleFiles(files.externalSecretsChart, source);
    fs.renameSync(path.join(source, "charts/external-secrets"), target);

    const chart = path.join(target, "Chart.yaml");
    fs.writeFileSync(chart, fs.readFileSync(chart, "utf8").replace(/^dependencies:\n( .*\n?)*/m, ""));
    fs.rmSync(path.join(target, "Chart.lock"), { force: true });

    const bundle = fs.readFileSync(path.join(source, "crds/bundle.yaml"), "utf8");
    for (const crd of parseAllDocuments(bundle)) {
        const text = crd.toString({ directives: false, lineWidth: 0 }).replace(/^---\n/, "");
        const annotated = text.replace(
            /^ {2}annotations:\n/m,
            "  annotations:\n    {{- with .Values.crds.annotations }}\n    {{- toYaml . | nindent 4 }}\n    {{- end }}\n",
        );
        const file = path.join(target, "templates/crds", `${String(crd.getIn(["metadata", "name"]))}.yaml`);
        fs.writeFileSync(file, `{{- if .Values.installCRDs }}\n${annotated}{{- end }}\n`);
    }
    fs.rmSync(source, { recursive: true });
}

async function publish(folder: string, make: (target: string) => Promise<void>): Promise<void> {
    const partial = `${folder}.partial`;
    fs.rmSync(partial, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    await make(partial);
    fs.renameSync(partial, folder);
}
