import { decrypted } from "../stack/configuration";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { KnownStack } from "../stack/settings";
import { QueryServers } from "../../settings/keys/verify";
import { readQueryServers } from "../../settings/queryServers";
import { ownServers } from "../verify/servers";

/** The servers that answer queries: a dev stack's own, or what the key verify says. */
export async function queryServers(
    place: StackPlace,
    { stack, settings, configuration }: KnownStack,
): Promise<{ servers: QueryServers; own: boolean }> {
    if (settings.dev) {
        const { stack: open } = await openStack({ ...place, stack });
        return { servers: ownServers(await open.outputs()), own: true };
    }
    const { project, secrets } = configuration;
    const key = `${project}:verify`;
    // A login stands in it, so it is encrypted most often.
    const text = secrets.includes(key)
        ? await decrypted({ ...place, stack }, key)
        : configuration.values[key];
    return { servers: readQueryServers(project, text), own: false };
}
