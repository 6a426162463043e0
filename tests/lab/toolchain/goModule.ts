import * as fs from "node:fs";
import * as path from "node:path";

import { command, CommandFailed, CommandOptions } from "../command";
import { cache, goCaches } from "../paths";
import { Problem } from "../problem";
import { compilerEnvironment } from "./compilers";
import { unpackDebian } from "./debian";
import { modulesTemplate, refuseAffero } from "./licences";
import { goMod, Requirements, requirements } from "./goMod";
import { GoModule, ModuleFiles, Tool, Trim } from "./tool";
import { copyTrimmed, isWhole, replacement } from "./trim";

const goEnvironment = {
    GOMODCACHE: path.join(goCaches, "modules"),
    GOCACHE: path.join(goCaches, "build"),
    // With the others, so that all of it is on one disk, and goes with them though a compiler was killed.
    GOTMPDIR: path.join(goCaches, "temporary"),
    GOWORK: "off",
    GOFLAGS: "-mod=mod -buildvcs=false",
    ...compilerEnvironment(),
};

/**
 * Compile a tool from its released module into `target`.
 *
 * `go install pkg@version` refuses programs whose go.mod has `replace` lines, and most have. So the tool gets a small
 * module of its own that requires it and repeats its lines; what it takes from its own folders comes from the
 * released nested modules instead, and what is trimmed from copies in that small module.
 */
export async function buildGoModule(
    tool: Tool & { source: GoModule },
    target: string,
    progress: (line: string) => void,
): Promise<void> {
    progress("downloading");
    const folder = await prepareGoModule(tool);
    const { source } = tool;
    const cgo: Record<string, string> = { CGO_ENABLED: source.cgo ? "1" : "0" };
    if (source.headers) {
        const headers = path.join(folder, "headers");
        await unpackDebian(source.headers, headers);
        cgo.CGO_CFLAGS = `-I${headers}/usr/include`;
    }

    const main = source.main.endsWith(".go") ? "." : source.main;
    const tags = source.tags ? ["-tags", source.tags.join(",")] : [];
    const environment = { cwd: folder, env: { ...goEnvironment, ...cgo } };
    const modules = await go(source, ["list", "-deps", ...tags, "-f", modulesTemplate, main], environment);
    refuseAffero(tool.name, modules);

    let compiled = 0;
    const variables = Object.entries(source.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
    const log = fs.createWriteStream(logOf(tool.name));
    try {
        await go(
            source,
            [
                "build",
                "-v",
                "-trimpath",
                ...tags,
                "-ldflags",
                ["-s -w", ...variables].join(" "),
                "-o",
                target,
                main,
            ],
            {
                ...environment,
                onErrorLine: (line) => {
                    log.write(`${line}\n`);
                    progress(line.startsWith("go: ") ? line.slice(4) : `${++compiled} packages compiled`);
                },
            },
        );
    } finally {
        log.end();
    }
}

/** Fetch a tool's module and write the small one around it, which is what is compiled. Returns its folder. */
export async function prepareGoModule(tool: Tool & { source: GoModule }): Promise<string> {
    const { source } = tool;
    const folder = path.join(goCaches, "work", tool.name);
    fs.mkdirSync(folder, { recursive: true });
    if (source.main.endsWith(".go")) {
        fs.copyFileSync(path.join(__dirname, source.main), path.join(folder, "main.go"));
    }
    const name = `alloy-stack.lab/${tool.name}`;
    if (!source.module) {
        fs.writeFileSync(path.join(folder, "go.mod"), `module ${name}\n`);
        return folder;
    }
    const { Dir, GoMod } = await download(source);
    const required = await requirements(source, GoMod);
    const { trimmed } = source;
    if (trimmed) {
        for (const module of Object.keys(trimmed.modules))
            await useTrimmed({ ...source, trimmed }, module, required, folder);
    }
    fs.writeFileSync(path.join(folder, "go.mod"), goMod(name, required));
    // The program's own checksums: the public checksum database does not know every version it names.
    fs.copyFileSync(path.join(Dir, "go.sum"), path.join(folder, "go.sum"));
    return folder;
}

/** Have our copy of a module compiled in its place. It keeps its version, so the program can tell it. */
async function useTrimmed(
    { main, module: own, trimmed }: GoModule & { trimmed: Trim },
    module: string,
    required: Requirements,
    folder: string,
): Promise<void> {
    const version = required.versions.get(module);
    if (!version) throw new Error(`${own} does not require ${module}`);
    const ours = replacement(trimmed, module);
    const place = `./modules/${module}`;
    const target = path.join(folder, place);
    fs.rmSync(target, { recursive: true, force: true });
    if (isWhole(ours)) fs.cpSync(ours, target, { recursive: true });
    else {
        const { Dir } = await download({ module, version });
        await copyTrimmed(
            Dir,
            ours,
            target,
            main.startsWith(`${module}/`) ? path.relative(module, main) : undefined,
        );
    }
    required.lines.push(`replace ${module} => ${place}`);
}

/** Copy a folder of text files out of a module, for reading by `target`'s maker. */
export async function copyModuleFiles(files: ModuleFiles, target: string): Promise<void> {
    const { Dir } = await download(files);
    fs.cpSync(path.join(Dir, files.path), target, { recursive: true });
    await command("chmod", ["-R", "u+w", target]);
}

/** Go keeps its module cache read-only; it must be asked to remove it. */
export async function removeGoCaches(): Promise<void> {
    if (!fs.existsSync(goCaches)) return;
    await command("go", ["clean", "-modcache"], { env: goEnvironment });
    fs.rmSync(goCaches, { recursive: true, force: true });
}

export function logOf(name: string): string {
    const logs = path.join(cache, "logs");
    fs.mkdirSync(logs, { recursive: true });
    return path.join(logs, `${name}.log`);
}

async function download(module: {
    module: string;
    version: string;
}): Promise<{ Dir: string; GoMod: string }> {
    const wanted = `${module.module}@${module.version}`;
    const options = { env: goEnvironment, cwd: goCaches };
    return JSON.parse(await go(module, ["mod", "download", "-json", wanted], options)) as {
        Dir: string;
        GoMod: string;
    };
}

/** Run go; a registry's refusal is the user's to settle, so it is told from a broken build. */
async function go(module: { module: string }, args: string[], options: CommandOptions): Promise<string> {
    fs.mkdirSync(goEnvironment.GOTMPDIR, { recursive: true });
    try {
        return await command("go", args, options);
    } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        const refused = /^.*\b(403 Forbidden|404 Not Found|410 Gone)\b.*$/m.exec(error.output);
        if (!refused) throw error;
        throw new Problem(
            `the Go module registry refuses what ${module.module || "this tool"} needs: ${refused[0].trim()}`,
            "Set GOPROXY to a registry that serves it, or put the finished program on PATH",
        );
    }
}
