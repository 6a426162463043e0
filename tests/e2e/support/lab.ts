import { bin } from "../../lab/paths";
import { lab } from "./commands";
import { assertGreen, destroy } from "./engine";

/** Start the lab for a file of tests, unless it runs. It goes on running for the next file: `.ci/run` ends it. */
export async function useLab(): Promise<void> {
    if (!process.env.PATH?.startsWith(`${bin}:`))
        process.env.PATH = `${bin}:${process.env.PATH ?? ""}:/usr/sbin`;
    assertGreen(await lab(["up"]), "lab up");
}

/** The same for a file that begins with no stack. */
export async function useEmptyLab(): Promise<void> {
    await useLab();
    assertGreen(await destroy(), "the stack of an earlier file is removed");
}
