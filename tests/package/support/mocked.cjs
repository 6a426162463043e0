// Runs a program under Pulumi's mocks, with the modules of the folder it is run in, and prints what it registers:
//     node mocked.cjs PROGRAM '{"project:key": "secret value"}'
const { createRequire } = require("node:module");
const path = require("node:path");

const [program, config] = process.argv.slice(2);
const from = createRequire(path.resolve("package.json"));
const pulumi = from("@pulumi/pulumi");

async function main() {
    const registered = [];
    const values = JSON.parse(config);
    pulumi.runtime.setAllConfig(values, Object.keys(values));
    await pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs }) {
                registered.push({ type, name, inputs });
                return { id: `${name}-id`, state: inputs };
            },
            call: () => ({ dataJson: "null" }),
        },
        "alloy-stack",
        "dev",
        // A preview: nothing is waited for.
        true,
    );
    const exported = from(path.resolve(program));
    if (typeof exported === "function") exported();
    await pulumi.runtime.disconnect();
    console.log(JSON.stringify(registered));
}

void main();
