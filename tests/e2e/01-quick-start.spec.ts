// Takes 7 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { bin, kubeconfig, project as labProject } from "../lab/paths";
import { project, run, succeed } from "./support/commands";
import { assertGreen, kubectl } from "./support/engine";
import { useEmptyLab } from "./support/lab";

/**
 * What stands for a command of README here: the lab's node for kind's, no questions, and alloy-stack where the Pulumi CLI needs its
 * language host for Node, which no registry has. Pulumi's states are not where this machine's user has them: the CLI finds that
 * folder without HOME. All others are run as they are written.
 */
const inTheLab: Record<string, string> = {
    "kind create cluster": "kubectl get nodes",
    "pulumi login --local": 'pulumi login "file://$HOME"',
    "pulumi up --stack dev": "npx alloy-stack up --stack dev --no-verify",
    "pulumi destroy --stack dev": "pulumi destroy --stack dev --yes",
    "kind delete cluster": "true",
};

describe("README's quick start", () => {
    let clone: string;

    before(async () => {
        await useEmptyLab();
        clone = fs.mkdtempSync(path.join(os.tmpdir(), "quick-start-"));
        await succeed("sh", ["-c", `git ls-files -z | xargs -0 cp --parents -t ${clone}`]);
        // The lab's charts and images, and no Loki and Grafana.
        const config = path.join(labProject, "Pulumi.dev.yaml");
        const withoutSalt = fs.readFileSync(config, "utf8").replace(/^encryptionsalt:.*\n/m, "");
        fs.writeFileSync(path.join(clone, "Pulumi.dev.yaml"), withoutSalt);
    });

    after(() => {
        fs.rmSync(clone, { recursive: true });
    });

    it("ends with all that it says, in the order in which it is written, and leaves nothing", async () => {
        const [start = [], end = []] = commandBlocks("## Quick start");
        assert.ok(start.length > 5 && end.length > 1, "README has no such commands");
        const before = pulumiFiles();
        const shell = await inOrder([...start, ...end]);
        assertGreen(shell, "quick start");
        assert.match(shell.output, /Green: every remote takes data now/);
        const namespaces = await kubectl("get", "namespaces", "--output=name");
        assert.doesNotMatch(namespaces, /grafana-alloy|external-secrets|node-exporter/);
        assert.equal(pulumiFiles(), before, "the user's own Pulumi was used");
        const containers = await succeed("docker", ["ps", "--all", "--format={{.Names}}"]);
        assert.equal(containers.trim(), "");
    });

    /** Run commands in one shell of somebody who has just cloned the repository. */
    function inOrder(commands: string[]) {
        const home = path.join(clone, "home");
        fs.mkdirSync(home);
        const lines = commands.map((command) => `echo "$ ${command}"\n${inTheLab[command] ?? command}`);
        const env = {
            HOME: home,
            PULUMI_HOME: path.join(home, ".pulumi"),
            PATH: `${bin}:${process.env.PATH ?? ""}`,
            KUBECONFIG: kubeconfig,
            PULUMI_BACKEND_URL: "",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // The adapters on PATH are meant.
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        };
        const script = ["set -e", `cd ${clone}`, ...lines].join("\n");
        return run("bash", ["-c", script], { env });
    }
});

/** What Pulumi has of this machine's user: the login, and the states. */
function pulumiFiles(): string {
    const folder = path.join(os.userInfo().homedir, ".pulumi");
    const files = ["credentials.json", "stacks/alloy-stack"].map((name) => path.join(folder, name));
    const found = files.filter((file) => fs.existsSync(file));
    return found.map((file) => `${file} ${fs.statSync(file).mtimeMs}`).join("\n");
}

/** The commands of a section's shell blocks, block by block. */
function commandBlocks(heading: string): string[][] {
    const readme = fs.readFileSync(path.join(project, "README.md"), "utf8");
    const from = readme.slice(readme.indexOf(heading));
    const section = from.slice(0, from.indexOf("\n## "));
    return [...section.matchAll(/```bash\n([^]*?)```/g)].map(([, block = ""]) => block.trim().split("\n"));
}
