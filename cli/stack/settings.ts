import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../../components/args";
import { readSettings } from "../../settings/settings";
import { readStackConfig } from "../render/stackConfig";
import { StackPlace } from "./workspace";

const project = path.resolve(__dirname, "../..");

/**
 * A stack's settings, read from its files without running the program. Passwords that are encrypted there are not
 * decrypted: nothing may be deployed with these.
 */
export function stackSettings({ stack, overrides }: Pick<StackPlace, "stack" | "overrides">): AlloyStackArgs {
    const { project: name, values } = readStackConfig(project, stack, overrides);
    pulumi.runtime.setAllConfig({ ...values, [`${name}:offline`]: "true" });
    return readSettings(new pulumi.Config(name));
}
