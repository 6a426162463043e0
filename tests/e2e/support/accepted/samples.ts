import * as fs from "node:fs";
import * as path from "node:path";

import * as fc from "fast-check";

import { SettingsError } from "../../../../settings/problems";
import { parseSettings, Settings } from "../../../../settings/settings";
import { damaged } from "../../../property/damage";
import { readCase } from "../../../support/cases";
import { asGiven, Configuration, validConfiguration } from "../../../support/configurations/valid";

/** A stack that the settings accept. */
export interface Sample {
    name: string;
    /** What its file has; nothing is said of it for a case. */
    values?: Configuration;
    settings: Settings;
}

const cases = path.resolve(__dirname, "../../../support/cases");
/** Others can be tried: PROPERTY_SEED=1. */
const seed = Number(process.env.PROPERTY_SEED ?? 7);

/** The inputs from the field that are accepted. */
export function acceptedCases(): Sample[] {
    const files = fs.readdirSync(cases).filter((file) => file.endsWith(".yaml"));
    return files.flatMap((file) => {
        const { settings } = readCase(path.join(cases, file));
        return settings ? [{ name: file, settings }] : [];
    });
}

/** So many configurations that are accepted, the same every time: valid ones, and what typing errors leave of some. */
export function acceptedSamples(count: number): Sample[] {
    const configuration = fc.oneof(validConfiguration, damaged(validConfiguration));
    return fc
        .sample(configuration, { numRuns: 3 * count, seed })
        .flatMap((values, index) => {
            const settings = accepted(values);
            return settings ? [{ name: `sample ${index} of seed ${seed}`, values, settings }] : [];
        })
        .slice(0, count);
}

function accepted(values: Configuration): Settings | undefined {
    const around = { machineIp: () => "192.0.2.1", isOwnAddress: () => true };
    try {
        return parseSettings("alloy-stack", asGiven(values), around).settings;
    } catch (error) {
        if (error instanceof SettingsError) return undefined;
        throw error;
    }
}
