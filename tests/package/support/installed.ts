import * as fs from "node:fs";
import * as path from "node:path";

import { repository, run } from "./folder";

/** Pack the package, and install it in a folder of a stranger's, beside what else that folder needs. */
export async function installPackage(folder: string, ...others: string[]): Promise<void> {
    const packed = await run(
        repository,
        "npm",
        ...["pack", "--workspace", "alloy-stack", "--pack-destination", folder, "--json"],
    );
    const [{ filename = "" } = {}] = JSON.parse(packed.slice(packed.indexOf("["))) as { filename?: string }[];
    await run(folder, "npm", "init", "--yes");
    await run(
        folder,
        "npm",
        ...["install", "--prefer-offline", "--no-audit", "--no-fund", "--omit=optional"],
        ...[`./${filename}`, ...others],
    );
}

/** The compiler that the repository uses. */
export function ownTypescript(): string {
    const manifest = fs.readFileSync(path.join(repository, "package.json"), "utf8");
    const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
    return `typescript@${devDependencies.typescript ?? ""}`;
}

/** Compile a stranger's program as strictly as TypeScript can. */
export async function compile(folder: string, resolution: "nodenext" | "node10" = "nodenext"): Promise<void> {
    const old = resolution === "node10";
    await run(
        folder,
        "npx",
        ...["tsc", "--strict", "--target", "es2022", "--types", "node"],
        ...["--module", old ? "commonjs" : "nodenext", "--moduleResolution", resolution],
        ...(old ? ["--ignoreDeprecations", "6.0"] : []),
        "index.ts",
    );
}
