import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { bin, repository } from "../paths";

const names = ["docker", "kubernetes", "vault"];

/** Whether the official plugins are to be used and may be downloaded: LAB_PLUGINS=official. */
export const official = process.env.LAB_PLUGINS === "official";

/** Put an adapter on PATH for each plugin that is not installed. The engine takes a plugin from there, too. */
export function linkAdapters(): void {
    const loader = require.resolve("tsx");
    for (const name of names) {
        const script = path.join(bin, `pulumi-resource-${name}`);
        fs.rmSync(script, { force: true });
        if (official || isInstalled(name)) continue;
        const main = path.join(repository, "tests/lab/plugins", name, "main.ts");
        fs.writeFileSync(
            script,
            `#!/bin/sh\nexec "${process.execPath}" --import "${loader}" "${main}" "$@"\n`,
            {
                mode: 0o755,
            },
        );
    }
}

function isInstalled(name: string): boolean {
    const plugins = path.join(process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi"), "plugins");
    return (
        fs.existsSync(plugins) &&
        fs.readdirSync(plugins).some((file) => file.startsWith(`resource-${name}-v`))
    );
}
