import { spawn } from "node:child_process";

import { address, containerName, devRootToken } from "../../components/dev/vaultNames";
import { docker } from "../backend/docker";

/** Where the remotes' entries lie. */
export const mount = "secret";

/** What Docker says of the container: its state, as "running" or "exited", and the same with the time. None is there if undefined. */
export async function findContainer(): Promise<{ state: string; status: string } | undefined> {
    const only = ["--all", "--filter", `name=^/${containerName}$`];
    const listed = await docker("container", "ls", ...only, "--format", "{{.State}}\t{{.Status}}");
    const [state = "", status = ""] = listed.trim().split("\t");
    return state ? { state, status } : undefined;
}

/** The container has to be there; what makes it is said where it isn't. */
export async function requireContainer(): Promise<{ state: string; status: string }> {
    const found = await findContainer();
    if (found) return found;
    throw new Error(`there is no container ${containerName}; "pulumi up" of a dev stack makes and fills it`);
}

/** What a vault command in the container printed, and how it ended. */
export interface Said {
    code: number;
    stdout: string;
    stderr: string;
}

/** Run a vault command in the container, as somebody who may do everything. */
export async function inVault(args: string[], input = ""): Promise<Said> {
    const { state } = await requireContainer();
    if (state !== "running")
        throw new Error(`${containerName} is ${state}; "npm run vault -- start" starts it, empty`);
    // The token is handed over by the environment, where ps does not show it.
    const environment = ["--env=VAULT_ADDR", "--env=VAULT_TOKEN"];
    const child = spawn(
        "docker",
        ["exec", "--interactive", ...environment, containerName, "vault", ...args],
        {
            env: { ...process.env, VAULT_ADDR: address, VAULT_TOKEN: devRootToken },
        },
    );
    child.stdin.on("error", () => undefined).end(input); // It may end without reading.
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code: code ?? 1, stdout, stderr });
        });
    });
}

/** The same; Vault's own words are the error if it fails. */
export async function succeedInVault(args: string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await inVault(args, input);
    if (code === 0) return stdout;
    const said = (stderr.trim() || stdout.trim()).replace(/\s*\n\s*/g, "; ");
    throw new Error(`vault ${args.slice(0, 2).join(" ")}: ${said}`);
}
