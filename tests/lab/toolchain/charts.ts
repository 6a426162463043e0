import * as fs from "node:fs";
import * as path from "node:path";

import { parseAllDocuments, stringify } from "yaml";

import { cache } from "../paths";
import { crdTemplate, isForAgents } from "./crds";
import { copyModuleFiles } from "./goModule";
import { files } from "./manifest";

const folder = (name: string) => path.join(cache, "charts", name);

/** The charts the lab deploys, as folders that helm takes. */
export const charts = {
    externalSecrets: folder(`external-secrets-${files.externalSecretsChart.version}`),
    alloy: folder(`alloy-${files.alloyChart.version}`),
    monitoringCrds: folder(`prometheus-operator-crds-${files.monitoringCrds.version}`),
};

const makers: Record<keyof typeof charts, (target: string) => Promise<void>> = {
    externalSecrets: externalSecretsChart,
    alloy: (target) => copyModuleFiles(files.alloyChart, target),
    monitoringCrds: monitoringCrdsChart,
};

export function missingCharts(): string[] {
    return Object.values(charts).filter((chart) => !fs.existsSync(chart));
}

/** Take the missing charts out of their modules and make them what their projects release. */
export async function makeCharts(): Promise<void> {
    for (const name of Object.keys(charts) as (keyof typeof charts)[]) {
        if (!fs.existsSync(charts[name])) await publish(charts[name], makers[name]);
    }
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
        const text = crd.toString({ directives: false, lineWidth: 0 });
        const file = path.join(target, "templates/crds", `${String(crd.getIn(["metadata", "name"]))}.yaml`);
        fs.writeFileSync(file, crdTemplate(text, ".Values.installCRDs"));
    }
    fs.rmSync(source, { recursive: true });
}

/** The module has the CRDs alone; their released chart is made from the same files. */
async function monitoringCrdsChart(target: string): Promise<void> {
    const templates = path.join(target, "templates");
    fs.mkdirSync(target);
    await copyModuleFiles(files.monitoringCrds, templates);
    for (const name of fs.readdirSync(templates)) {
        const file = path.join(templates, name);
        if (isForAgents(name)) fs.writeFileSync(file, crdTemplate(fs.readFileSync(file, "utf8")));
        else fs.rmSync(file);
    }
    const version = files.monitoringCrds.version.slice(1);
    const chart = { apiVersion: "v2", name: "prometheus-operator-crds", version, appVersion: version };
    fs.writeFileSync(path.join(target, "Chart.yaml"), stringify(chart));
    fs.writeFileSync(path.join(target, "values.yaml"), stringify({ crds: { annotations: {} } }));
}

async function publish(chart: string, make: (target: string) => Promise<void>): Promise<void> {
    const partial = `${chart}.partial`;
    fs.rmSync(partial, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(chart), { recursive: true });
    await make(partial);
    fs.renameSync(partial, chart);
}
