import * as path from "node:path";

import { parseSettings, Settings } from "../../settings/settings";
import { readStackConfig } from "../render/stackConfig";
import { StackPlace } from "./workspace";

const project = path.resolve(__dirname, "../..");

/** Stands for secrets that are encrypted in a stack's file: nothing may be deployed with it. */
export const placeholder = "not-decrypted";

/** A stack's settings, read from its files without running the program. Its secrets are not decrypted. */
export function stackSettings({ stack, overrides }: Pick<StackPlace, "stack" | "overrides">): Settings {
    const { project: name, values } = readStackConfig(project, stack, overrides);
    const given = Object.entries(values)
        .filter(([key]) => key.startsWith(`${name}:`))
        .map(([key, value]) => [key.slice(name.length + 1), value] as const);
    return parseSettings(name, Object.fromEntries(given), { placeholder }).settings;
}
