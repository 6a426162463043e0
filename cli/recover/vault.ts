import { containerName } from "../../components/dev/vaultNames";
import { docker } from "../dev/docker";
import { findInDocker } from "./docker";
import { Found } from "./found";
import { StateResource } from "./pending";

/**
 * What an interrupted update may have made in Vault. Entries, policies and logins are written to paths of our own, and
 * written there once more they are the same; only a login method cannot be mounted twice.
 */
export async function findInVault({ type, inputs }: StateResource, isDev: boolean): Promise<Found> {
    const isMount = type.startsWith("vault:index/authBackend:");
    if (isDev) return isMount ? findDevVault() : { there: "probed" };
    if (!isMount) return { there: "replaceable" };
    return { there: "ours", id: String(inputs.path ?? inputs.type), outputs: { ...inputs } };
}

/** A dev Vault whose login method may be mounted is as good as none: the update makes another and fills it. */
async function findDevVault(): Promise<Found> {
    const container = { urn: "", type: "docker:index/container:Container", inputs: { name: containerName } };
    const found = await findInDocker(container);
    if (found.there === "nothing" || found.there === "theirs") return found;
    return {
        there: "unfinished",
        what: `the dev Vault's container ${containerName}, in which the login method may be mounted`,
        remove: async () => {
            await docker("container", "rm", "--force", "--volumes", containerName);
        },
    };
}
