import { bin } from "../../lab/paths";
import { lab } from "./commands";
import { assertGreen, destroy, kubectl } from "./engine";

/** Start the lab for a file of tests, unless it runs. It goes on running for the next file: `.ci/run` ends it. */
export async function useLab(): Promise<void> {
    if (!process.env.PATH?.startsWith(`${bin}:`))
        process.env.PATH = `${bin}:${process.env.PATH ?? ""}:/usr/sbin`;
    assertGreen(await lab(["up"]), "lab up");
}

/** The same for a file that begins with no stack, in a cluster that has never had one. */
export async function useEmptyLab(): Promise<void> {
    await useLab();
    assertGreen(await destroy(), "the stack of an earlier file is removed");
    await removeCrds();
}

/** CRDs stay when a stack is destroyed, since others may have objects of these kinds. */
async function removeCrds(): Promise<void> {
    const all = await kubectl("get", "crds", "--output=name");
    const ours = all
        .split("\n")
        .filter((name) => /\.(external-secrets\.io|monitoring\.coreos\.com)$/.test(name));
    if (ours.length > 0) await kubectl("delete", ...ours);
}
