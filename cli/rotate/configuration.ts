import { Failure } from "../failure";
import { NoStackFile, readStackFiles } from "../stack/files";
import { StackPlace } from "../stack/place";
import { pulumi } from "../stack/pulumi";
import { KnownStack } from "../stack/settings";
import { Write } from "./rotate";

/** Writes a remote's secret into the stack's own configuration, encrypted by Pulumi. */
export function configurationWrite(
    place: StackPlace,
    { stack, configuration: { project, secrets } }: KnownStack,
    entry: string,
): Write {
    const key = `${project}:remotePasswords`;
    const command = `pulumi config set --secret --path '${key}["${entry}"]'`;
    if (secrets.includes(key) && !standsInFile({ ...place, stack }, key))
        throw new Failure(
            `${key} comes from one of the stack's Pulumi ESC environments, and others may use it too: change it there, then run alloy-stack up --stack ${stack}. To have it in the stack's own configuration from now on: ${command}`,
        );
    const at = ["--stack", stack, ...(place.configFile ? ["--config-file", place.configFile] : [])];
    return {
        where: "the stack's configuration, which has to be committed before anybody else updates the stack",
        write: async (secret) => {
            const set = ["config", "set", "--secret", "--path", `${key}["${entry}"]`];
            await pulumi([...set, ...at], place.folder, secret);
        },
    };
}

function standsInFile(place: StackPlace & { stack: string }, key: string): boolean {
    try {
        const { values, encrypted } = readStackFiles(place, place.stack);
        return key in values || encrypted.includes(key);
    } catch (error) {
        if (error instanceof NoStackFile) return false;
        throw error;
    }
}
