import { z } from "zod";

import { address, containerName, devRootToken } from "../../components/dev/vaultNames";
import { docker } from "../dev/docker";
import { Failure } from "../failure";
import { Ended, execute, oneLine } from "../process";

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
    throw new Failure(
        `there is no container ${containerName}; "pulumi up" of a dev stack creates and fills it`,
    );
}

/** Run a vault command in the container, as somebody who may do everything. */
export async function inVault(args: string[], input = ""): Promise<Ended> {
    const { state } = await requireContainer();
    if (state !== "running")
        throw new Failure(`${containerName} is ${state}; "alloy-stack vault start" starts it, empty`);
    // The token is handed over by the environment, where ps does not show it.
    const environment = ["--env=VAULT_ADDR", "--env=VAULT_TOKEN"];
    return execute("docker", ["exec", "--interactive", ...environment, containerName, "vault", ...args], {
        advice: "install Docker, or put it on PATH",
        env: { VAULT_ADDR: address, VAULT_TOKEN: await rootToken() },
        input,
    });
}

/** The same; Vault's own words are the error if it fails. */
export async function succeedInVault(args: string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await inVault(args, input);
    if (code === 0) return stdout;
    throw new Failure(`vault ${args.slice(0, 2).join(" ")}: ${oneLine(stderr) || oneLine(stdout)}`);
}

/** The token that the container was made with, which the stack's configuration may have chosen. */
export async function rootToken(): Promise<string> {
    const format = ["--format", "{{json .Config.Env}}"];
    const environment = await docker("container", "inspect", ...format, containerName);
    const variables = z.array(z.string()).catch([]).parse(parsed(environment));
    const name = "VAULT_DEV_ROOT_TOKEN_ID=";
    return variables.find((one) => one.startsWith(name))?.slice(name.length) ?? devRootToken;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
