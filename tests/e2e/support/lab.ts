import { bin } from "../../lab/paths";
import { lab } from "./commands";
import { assertGreen } from "./engine";

/** Start the lab for a file of tests, unless it runs. It goes on running for the next file: `.ci/run` ends it. */
export async function useLab(): Promise<void> {
    if (!process.env.PATH?.startsWith(`${bin}:`))
        process.env.PATH = `${bin}:${process.env.PATH ?? ""}:/usr/sbin`;
    assertGreen(await lab(["up"]), "lab up");
}

/** The same for a file that begins with no stack, in a cluster that has never had one, whatever an earlier file has left. */
export async function useEmptyLab(): Promise<void> {
    assertGreen(await lab(["down"]), "lab down");
    await useLab();
}
