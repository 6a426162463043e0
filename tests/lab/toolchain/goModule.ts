import * as fs from "node:fs";
import * as path from "node:path";

import { command, CommandFailed, CommandOptions } from "../command";
import { cache, goCaches } from "../paths";
import { Problem } from "../problem";
import { unpackDebian } from "./debian";
import { GoModule, ModuleFiles, Tool } from "./tool";

/** The parts of `go mod edit -json` that are used here. */
interface GoMod {
    Go?: string;
    Require?: { Path: string; Version: string; Indirect?: boolean }[];
    Exclude?: { Path: string; Version: string }[];
    Replace?: { Old: Reference; New: Reference }[];
}

interface Reference {
    Path: string;
    Version?: string;
}

const goEnvironment = {
    GOMODCACHE: path.join(goCaches, "modules"),
    GOCACHE: path.join(goCaches, "build"),
    GOWORK: "off",
    GOFLAGS: "-mod=mod -buildvcs=false",
};

/**
 * Compile a tool from its released module into `target`.
 *
 * `go install pkg@version` refuses programs whose go.mod has `replace` lines, and most have. So the tool gets a small
 * module of its own that requires it and repeats its lines; what it takes from its own folders comes from the
 * released nested modules instead.
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
                ...(source.tags ? ["-tags", source.tags.join(",")] : []),
                "-ldflags",
                ["-s -w", ...variables].join(" "),
                "-o",
                target,
                source.main.endsWith(".go") ? "." : source.main,
            ],
            {
                cwd: folder,
                env: { ...goEnvironment, ...cgo },
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
    fs.writeFileSync(path.join(folder, "go.mod"), await goMod(tool));
    // The program's own checksums: the public checksum database does not know every version it names.
    if (source.module)
        fs.copyFileSync(path.join((await download(source)).Dir, "go.sum"), path.join(folder, "go.sum"));
    return folder;
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

async function goMod(tool: Tool & { source: GoModule }): Promise<string> {
    const lines = [`module alloy-stack.lab/${tool.name}`];
    const { source } = tool;
    if (!source.module) return lines.join("\n");

    const { GoMod: file } = await download(source);
    const theirs = JSON.parse(await command("go", ["mod", "edit", "-json", file])) as GoMod;
    const local = (theirs.Replace ?? []).filter(({ New }) => New.Version === undefined);
    const remote = (theirs.Replace ?? []).filter(({ New }) => New.Version !== undefined);

    const required = new Map((theirs.Require ?? []).map((r) => [r.Path, r.Version]));
    required.set(source.module, source.version);
    for (const { Old } of local) {
        required.set(Old.Path, nestedVersion(source, Old.Path, required.get(Old.Path)));
    }
    for (const [module, version] of Object.entries(source.require ?? {})) required.set(module, version);

    lines.push(`go ${theirs.Go ?? "1.24"}`);
    for (const [module, version] of required) lines.push(`require ${module} ${version}`);
    for (const { Path, Version } of theirs.Exclude ?? []) lines.push(`exclude ${Path} ${Version}`);
    for (const { Old, New } of remote) lines.push(`replace ${reference(Old)} => ${reference(New)}`);
    for (const [module, by] of Object.entries(source.replace ?? {})) lines.push(`replace ${module} => ${by}`);
    return lines.join("\n");
}

function reference({ Path, Version }: Reference): string {
    return Version ? `${Path} ${Version}` : Path;
}

/** The release of a module that the program takes from its own folder: the manifest's, else the one it names. */
function nestedVersion(source: GoModule, module: string, named = "v0.0.0"): string {
    const patterns = Object.entries(source.nested ?? {});
    const match = patterns.find(([name]) =>
        name.endsWith("*") ? module.startsWith(name.slice(0, -1)) : module === name,
    );
    const version = match?.[1] ?? named;
    if (version === "v0.0.0") {
        throw new Error(
            `${source.module} takes ${module} from its own folder: name its release in the manifest`,
        );
    }
    return version;
}

async function download(module: {
    module: string;
    version: string;
}): Promise<{ Dir: string; GoMod: string }> {
    const wanted = `${module.module}@${module.version}`;
    const options = { env: goEnvironment, cwd: fs.existsSync(goCaches) ? goCaches : "/" };
    return JSON.parse(await go(module, ["mod", "download", "-json", wanted], options)) as {
        Dir: string;
        GoMod: string;
    };
}

/** Run go; a registry's refusal is the user's to settle, so it is told from a broken build. */
async function go(module: { module: string }, args: string[], options: CommandOptions): Promise<string> {
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
