import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { assumedInputs } from "../../components/agent/assumedInputs";
import { alloyConfig } from "../../components/agent/config";
import { needsExperimental } from "../../components/sending";
import { Settings } from "../../settings/settings";
import { Failure } from "../failure";
import { execute } from "../process";

/**
 * What an Alloy on this machine says against a stack's configuration; undefined if nothing, or if there is no Alloy. A warning at
 * most: it may be another version than the agents'.
 */
export async function alloyValidate({ stack, remotes }: Settings): Promise<string | undefined> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-stack-"));
    const file = path.join(folder, "config.alloy");
    try {
        fs.writeFileSync(file, alloyConfig(assumedInputs(stack, remotes)));
        const level = needsExperimental(remotes) ? ["--stability.level=experimental"] : [];
        const { code, stdout, stderr } = await execute("alloy", ["validate", ...level, file], { advice: "" });
        if (code === 0) return undefined;
        const said = `${stdout}${stderr}`.trim().replaceAll(file, "config.alloy");
        return `warning: the Alloy on this machine refuses the configuration (alloy validate):\n${said}`;
    } catch (error) {
        if (error instanceof Failure) return undefined;
        throw error;
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}
