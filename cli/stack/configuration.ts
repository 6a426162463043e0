import { z } from "zod";

import { foreignPrefixes } from "../../settings/prefixes";
import { isSecretKey } from "../../settings/schema";
import { note } from "../console";
import { Failure } from "../failure";
import { NoStackFile, readProject, readStackFiles } from "./files";
import { StackPlace, stackName } from "./place";
import { NoPulumi, pulumi } from "./pulumi";

/** A stack's configuration in the form in which Pulumi hands it to the program. */
export interface StackConfiguration {
    project: string;
    stack: string;
    /** By their whole keys: "alloy-stack:clusterName". Secrets are left out. */
    values: Record<string, string>;
    /** The keys of those, unless they should be no secrets and were decrypted. */
    secrets: string[];
}

/**
 * Read a stack's configuration through Pulumi, which knows where it is: in the stack's file, in Pulumi ESC, in Pulumi
 * Cloud. Secrets stay encrypted. Where there is no Pulumi, or no such stack yet, the files are read, if they have all of it.
 */
export async function readConfiguration(place: StackPlace): Promise<StackConfiguration> {
    try {
        const stack = await stackName(place);
        return said(await throughPulumi({ ...place, stack }));
    } catch (error) {
        const isNotThere = error instanceof NoPulumi || /no stack named/.test((error as Error).message);
        if (!isNotThere || !place.stack) throw error;
        return said(fromFiles({ ...place, stack: place.stack }, error as Error));
    }
}

/** The same for what needs no Pulumi: from the files, and through Pulumi only where these lead to Pulumi ESC. */
export async function readConfigurationOffline(place: StackPlace): Promise<StackConfiguration> {
    const stack = place.stack ?? (await stackName(place));
    const files = readStackFiles(place, stack);
    if (files.hasEnvironment) return said(await throughPulumi({ ...place, stack }));
    return said(fromFiles({ ...place, stack }));
}

/** One key's value, decrypted by Pulumi, with the passphrase or the key that Pulumi has been given; "" if it is not set. */
export async function decrypted(place: StackPlace, key: string): Promise<string> {
    const stack = await stackName(place);
    const at = ["--stack", stack, ...(place.configFile ? ["--config-file", place.configFile] : [])];
    return (await pulumi(["config", "get", key, ...at], place.folder)).replace(/\n$/, "");
}

const listed = z.record(
    z.string(),
    z.object({ value: z.string().optional(), secret: z.boolean().optional() }),
);

async function throughPulumi(place: StackPlace & { stack: string }): Promise<StackConfiguration> {
    const { stack, folder, configFile } = place;
    const at = ["--stack", stack, ...(configFile ? ["--config-file", configFile] : [])];
    const all = Object.entries(listed.parse(JSON.parse(await pulumi(["config", "--json", ...at], folder))));
    const { name: project } = readProject(folder);
    const plain = all.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value] as const]));
    // What should be no secret is needed, and is decrypted; what should be one is not.
    const hidden = all.filter(([key, { value }]) => value === undefined && !isSecretKey(project, key));
    const needed = hidden.filter(([key]) => key.startsWith(`${project}:`));
    const opened = await Promise.all(
        needed.map(async ([key]) => [key, await decrypted(place, key)] as const),
    );
    const secrets = all.flatMap(([key, { value }]) => (value === undefined ? [key] : []));
    return {
        project,
        stack,
        values: Object.fromEntries([...plain, ...opened]),
        secrets: secrets.filter((key) => isSecretKey(project, key)),
    };
}

/** `because` is why Pulumi could not be asked. */
function fromFiles(place: StackPlace & { stack: string }, because?: Error): StackConfiguration {
    const files = filesOf(place, because);
    const { project, values, encrypted, hasEnvironment, warnings } = files;
    const why = because ? `: ${because.message}` : "";
    if (hasEnvironment)
        throw new Failure(`stack ${place.stack} has an "environment", which only Pulumi can read${why}`);
    const needed = encrypted.filter((key) => key.startsWith(`${project}:`) && !isSecretKey(project, key));
    if (needed.length > 0)
        throw new Failure(`${needed.join(", ")}: holds a secret, which only Pulumi can read${why}`);
    for (const warning of warnings) note(`warning: ${warning}`);
    return { project, stack: place.stack, values, secrets: encrypted };
}

function filesOf(place: StackPlace & { stack: string }, because?: Error) {
    try {
        return readStackFiles(place, place.stack);
    } catch (error) {
        // With neither a stack nor a file, Pulumi's own error helps most.
        throw because && error instanceof NoStackFile ? because : error;
    }
}

function said(configuration: StackConfiguration): StackConfiguration {
    const { project, values } = configuration;
    for (const warning of foreignPrefixes(project, Object.keys(values))) note(`warning: ${warning}`);
    return configuration;
}
