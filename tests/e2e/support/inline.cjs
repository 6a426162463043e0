// Deploys index.js of the folder it is run in, with the modules of that folder. Pulumi's own host for Node is in no package registry;
// a program that is part of the process which starts the update needs none:
//     node inline.cjs up|preview|destroy --stack NAME [--expect-no-changes] [other options of the CLI's, which are of no interest]
const { createRequire } = require("node:module");
const path = require("node:path");

const from = createRequire(path.resolve("package.json"));
const { LocalWorkspace } = from("@pulumi/pulumi/automation");
const { name: projectName } = from("yaml").parse(require("node:fs").readFileSync("Pulumi.yaml", "utf8"));
const [operation, ...options] = process.argv.slice(2);

async function main() {
    const program = () => Promise.resolve(from(path.resolve("index.js")));
    const stack = await LocalWorkspace.selectStack(
        { stackName: options[options.indexOf("--stack") + 1], projectName, program },
        { workDir: process.cwd() },
    );
    await stack[operation]({
        onOutput: (text) => process.stdout.write(text),
        expectNoChanges: options.includes("--expect-no-changes"),
    });
}

main().catch((error) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
});
