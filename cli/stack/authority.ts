import { readAuthority, writeAuthority } from "../../settings/vaultCertificate";
import { note } from "../console";
import { readConfiguration } from "./configuration";
import { OpenStack } from "./open";

/**
 * See that the file with Vault's authority is there, for operations that do not run the program: the engine starts the Vault
 * provider with what the state says, which is a file below the project's folder.
 */
export async function provideAuthority({ place, name }: OpenStack): Promise<void> {
    const { project, values } = await readConfiguration({ ...place, stack: name });
    const given = values[`${project}:vaultCaCertificate`];
    if (!given) return;
    const authority = readAuthority(given, place.folder);
    // What is wrong with it is for an update to say; a stack can be destroyed without.
    if ("problem" in authority) note(`warning: ${project}:vaultCaCertificate ${authority.problem.found}`);
    else writeAuthority(authority, place.folder);
}
