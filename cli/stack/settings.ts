import { parseSettings, Settings } from "../../settings/settings";
import { readConfiguration, StackConfiguration } from "./configuration";
import { StackPlace } from "./place";

/** Stands for secrets that are not decrypted: nothing may be deployed with it. */
export const placeholder = "not-decrypted";

/** A stack and its settings, without its secrets. */
export interface KnownStack {
    stack: string;
    settings: Settings;
    configuration: StackConfiguration;
}

/** A stack's settings, read without running the program. */
export async function readStackSettings(place: StackPlace): Promise<KnownStack> {
    const configuration = await readConfiguration(place);
    return { stack: configuration.stack, settings: settingsOf(configuration, place.folder), configuration };
}

/** `folder` is the project's: files that the configuration names are below it. */
export function settingsOf({ project, stack, values }: StackConfiguration, folder: string): Settings {
    const given = Object.entries(values)
        .filter(([key]) => key.startsWith(`${project}:`))
        .map(([key, value]) => [key.slice(project.length + 1), value] as const);
    return parseSettings(project, Object.fromEntries(given), { placeholder, folder, stack }).settings;
}
