import { bin } from "../../lab/paths";
import { lab } from "./commands";
import { assertGreen, kubectl } from "./engine";

/** Start the lab for a file of tests, unless it runs. It goes on running for the next file: `.ci/run` ends it. */
export async function useLab(): Promise<void> {
    useCommands();
    assertGreen(await lab(["up"]), "lab up");
}

/** The same for a file that needs nothing of the lab but its API server: other parts may be as they are. */
export async function useApiServer(): Promise<void> {
    useCommands();
    const isReady = await kubectl("get", "--raw", "/readyz", "--request-timeout=5s").catch(() => "");
    if (isReady !== "ok") await useLab();
}

function useCommands(): void {
    if (!process.env.PATH?.startsWith(`${bin}:`))
        process.env.PATH = `${bin}:${process.env.PATH ?? ""}:/usr/sbin`;
}

/** The same for a file that begins with no stack, in a cluster that has never had one, whatever an earlier file has left. */
export async function useEmptyLab(): Promise<void> {
    assertGreen(await lab(["down"]), "lab down");
    await useLab();
}
