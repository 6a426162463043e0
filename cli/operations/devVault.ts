import { address, containerName } from "../../components/dev/vaultNames";
import { askSecret } from "../ask";
import { say } from "../console";
import { docker } from "../dev/docker";
import { Failure } from "../failure";
import { oneLine } from "../process";
import { findContainer, inVault, mount, requireContainer, succeedInVault } from "../vault/container";

const mounted = `-mount=${mount}`;

export async function status(): Promise<void> {
    const found = await findContainer();
    say(
        `${containerName}: ${found?.status ?? 'does not exist; "pulumi up" of a dev stack creates and fills it'}`,
    );
    if (found?.state !== "running") return;
    say(address);
    // It ends with 2 where Vault is sealed, and says so.
    const { stdout, stderr } = await inVault(["status"]);
    process.stdout.write(stdout || stderr);
}

export async function stop(): Promise<void> {
    await requireContainer();
    await docker("container", "stop", containerName);
    say(`stopped ${containerName}; its content is lost, and "pulumi up" creates and fills it again`);
}

export async function start(): Promise<void> {
    if ((await requireContainer()).state === "running") {
        say(`${containerName} already runs`);
        return;
    }
    await docker("container", "start", containerName);
    say(`started ${containerName}; it is empty until the next "pulumi up"`);
}

export async function clean(): Promise<void> {
    if (!(await findContainer())) {
        say(`there is no container ${containerName}`);
        return;
    }
    await docker("container", "rm", "--force", "--volumes", containerName);
    say(`removed ${containerName}; "pulumi up" creates and fills another`);
}

export async function list(at: string): Promise<void> {
    process.stdout.write(await succeedInVault(["kv", "list", mounted, below(at)]));
}

export async function get(at: string): Promise<void> {
    process.stdout.write(await succeedInVault(["kv", "get", mounted, below(at)]));
}

export async function put(at: string, property: string): Promise<void> {
    await requireContainer();
    const entry = below(at);
    const secret = await askSecret(property);
    const write = (how: string) => inVault(["kv", how, mounted, entry, `${property}=-`], secret);
    // The entry's other secrets stay, if there is an entry.
    const patched = await write("patch");
    if (patched.code !== 0) {
        if (!patched.stderr.includes("Code: 404.")) throw new Failure(oneLine(patched.stderr));
        const { code, stderr } = await write("put");
        if (code !== 0) throw new Failure(oneLine(stderr));
    }
    say(`wrote ${property} of ${mount}/${entry}; agents use it in two minutes at most`);
    say('"pulumi up --refresh" brings back the configured one, unless its source is "vault"');
}

/** Both "grafana/..." and "secret/grafana/...", as vault itself takes it. */
function below(at: string): string {
    return at.replace(new RegExp(`^/?(${mount}/)?`), "").replace(/\/$/, "");
}
