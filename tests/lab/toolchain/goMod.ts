import { command } from "../command";
import { GoModule } from "./tool";

/** The parts of `go mod edit -json` that are used here. */
interface GoMod {
    Module: { Path: string };
    Go?: string;
    Require?: { Path: string; Version: string; Indirect?: boolean }[];
    Exclude?: { Path: string; Version: string }[];
    Replace?: { Old: Reference; New: Reference }[];
}

interface Reference {
    Path: string;
    Version?: string;
}

/** What a tool is compiled from, by module. */
export interface Requirements {
    go: string;
    versions: Map<string, string>;
    /** Other lines. */
    lines: string[];
}

/** What a program's own go.mod asks for, with what the manifest says otherwise. */
export async function requirements(source: GoModule, file: string): Promise<Requirements> {
    const theirs = await readGoMod(file);
    const local = (theirs.Replace ?? []).filter(({ New }) => New.Version === undefined);
    const remote = (theirs.Replace ?? []).filter(({ New }) => New.Version !== undefined);

    const versions = new Map((theirs.Require ?? []).map((r) => [r.Path, r.Version]));
    versions.set(source.module, source.version);
    for (const { Old } of local) {
        versions.set(Old.Path, nestedVersion(source, Old.Path, versions.get(Old.Path)));
    }
    for (const [module, version] of Object.entries(source.require ?? {})) versions.set(module, version);
    for (const module of versions.keys()) if (isLeftOut(source, module)) versions.delete(module);

    const excluded = (theirs.Exclude ?? []).map(({ Path, Version }) => `exclude ${Path} ${Version}`);
    const replaced = remote
        .filter(({ Old }) => !isLeftOut(source, Old.Path))
        .map(({ Old, New }) => `replace ${reference(Old)} => ${reference(New)}`);
    const ours = Object.entries(source.replace ?? {}).map(([module, by]) => `replace ${module} => ${by}`);
    return { go: theirs.Go ?? "1.24", versions, lines: [...excluded, ...replaced, ...ours] };
}

/** The text of a go.mod. */
export function goMod(name: string, { go, versions, lines }: Requirements): string {
    const required = [...versions].map(([module, version]) => `require ${module} ${version}`);
    return [`module ${name}`, `go ${go}`, ...required, ...lines, ""].join("\n");
}

export async function readGoMod(file: string): Promise<GoMod> {
    return JSON.parse(await command("go", ["mod", "edit", "-json", file])) as GoMod;
}

/** Whether a module's name is one of these, which may end in `*`. */
function matches(pattern: string, module: string): boolean {
    return pattern.endsWith("*") ? module.startsWith(pattern.slice(0, -1)) : module === pattern;
}

function isLeftOut({ trimmed }: GoModule, module: string): boolean {
    return (trimmed?.without ?? []).some((pattern) => matches(pattern, module));
}

function reference({ Path, Version }: Reference): string {
    return Version ? `${Path} ${Version}` : Path;
}

/** The release of a module that the program takes from its own folder: the manifest's, else the one it names. */
function nestedVersion(source: GoModule, module: string, named = "v0.0.0"): string {
    const version =
        Object.entries(source.nested ?? {}).find(([pattern]) => matches(pattern, module))?.[1] ?? named;
    if (version === "v0.0.0") {
        throw new Error(
            `${source.module} takes ${module} from its own folder: name its release in the manifest`,
        );
    }
    return version;
}
