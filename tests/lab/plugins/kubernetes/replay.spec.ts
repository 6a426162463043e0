import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { Plugin } from "../plugin";
import { replays } from "../replay";
import { kubernetesPlugin } from "./plugin";
import { RecordedCluster } from "./recordedCluster";

const charts = {
    alloy: "1.2.1",
    "alloy-1.11.1": "1.11.1",
    "external-secrets": "0.20.3",
    "prometheus-operator-crds": "0.85.0",
};

describe("the kubernetes adapter", () => {
    const recorded: RecordedCluster = new RecordedCluster(() => plugin);
    const plugin: Plugin = kubernetesPlugin(recorded.exchange, recorded.runHelm);
    const home = process.cwd();
    let program: string;

    // The recorded programs' releases are of charts in folders beside them, and so are their kubeconfigs.
    before(() => {
        program = fs.mkdtempSync(path.join(os.tmpdir(), "charts-"));
        for (const [folder, version] of Object.entries(charts)) {
            const chart = path.join(program, "charts", folder);
            fs.mkdirSync(chart, { recursive: true });
            fs.writeFileSync(path.join(chart, "Chart.yaml"), `name: ${folder}\nversion: ${version}\n`);
        }
        for (const name of ["PATH", "KUBECONFIG"]) fs.writeFileSync(path.join(program, name), "{}");
        process.chdir(program);
    });
    after(() => {
        process.chdir(home);
        fs.rmSync(program, { recursive: true });
    });

    // One scenario was recorded before the program's provider took mutable ConfigMaps.
    beforeEach(async function () {
        const immutable = this.currentTest?.title.includes("08-up-refresh-configmap-edited-by-hand");
        recorded.mutableConfigMaps = !immutable;
        await recorded.configure();
    });

    replays(plugin, recorded);
});
