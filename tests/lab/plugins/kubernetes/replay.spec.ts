import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { replays } from "../replay";
import { kubernetesPlugin } from "./plugin";

describe("the kubernetes stand-in", () => {
    const plugin = kubernetesPlugin();
    const home = process.cwd();
    let program: string;

    // The recorded program's releases are of charts in folders beside it.
    before(() => {
        program = fs.mkdtempSync(path.join(os.tmpdir(), "charts-"));
        for (const [name, version] of Object.entries({ "external-secrets": "0.20.3", alloy: "1.2.1" })) {
            const chart = path.join(program, "charts", name);
            fs.mkdirSync(chart, { recursive: true });
            fs.writeFileSync(path.join(chart, "Chart.yaml"), `name: ${name}\nversion: ${version}\n`);
        }
        process.chdir(program);
    });
    after(() => {
        process.chdir(home);
        fs.rmSync(program, { recursive: true });
    });

    // One scenario was recorded before the program's provider took mutable ConfigMaps.
    beforeEach(async function () {
        const immutable = this.currentTest?.title.includes("08-up-refresh-configmap-edited-by-hand");
        await plugin.configure({ enableConfigMapMutable: immutable ? "false" : "true" });
    });

    replays(plugin);
});
