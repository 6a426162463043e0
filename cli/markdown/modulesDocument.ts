import * as fs from "node:fs";
import * as path from "node:path";

import { Language, Module, modules, queries, Query } from "../verify/queries";
import { betweenMarkers, table } from "./betweenMarkers";

/** When a module sends something. */
const conditions: Partial<Record<Module, string>> = {
    syslog: " (with a Loki remote)",
    "block-node": " (with `alloy-stack:monitorBlockNode: true`)",
    remotes: " (with a Prometheus remote)",
};

/** What each marker in docs/modules.md stands for, given the folder of the modules. */
const parts: Record<string, (folder: string) => string> = {
    modules: (folder) => moduleTable(folder),
    queries: () => queryLists(),
};

/** The text of docs/modules.md with its generated parts, each between its two markers. */
export function withModules(document: string, folder: string): string {
    return Object.entries(parts).reduce(
        (text, [name, write]) => betweenMarkers(text, "docs/modules.md", name, write(folder)),
        document,
    );
}

/** A row for each module, from the comment that its file begins with. */
function moduleTable(folder: string): string {
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".alloy"));
    const rows = files.map((file) => {
        const header = headerOf(fs.readFileSync(path.join(folder, file), "utf8"));
        const cells = ["Purpose", "Condition", "Emits", "Needs"].map((name) => escaped(header[name] ?? ""));
        return [`[${path.basename(file, ".alloy")}](../alloy/${file})`, ...cells];
    });
    return table(["Module", "Purpose", "When", "What it emits", "What it needs"], rows);
}

/** The fields of a module's first comment; a line without a name continues the one before. */
function headerOf(text: string): Record<string, string> {
    const fields: Record<string, string> = {};
    let name = "";
    for (const line of text.split("\n")) {
        if (!line.startsWith("// ")) break;
        const [, given, rest] = /^\/\/ (?:(\w+):)? +(.*)$/.exec(line) ?? [];
        name = given ?? name;
        fields[name] = [fields[name], rest].filter(Boolean).join(" ");
    }
    return fields;
}

/** Metrics' names with a "*" would be emphasis. */
function escaped(cell: string): string {
    return cell.replaceAll("|", "\\|").replaceAll("*", "\\*");
}

/** The dev stack's queries, by module. */
function queryLists(): string {
    const all = queries("vm-cluster");
    return modules.map((module) => moduleText(module, all)).join("\n");
}

function moduleText(module: Module, all: Query[]): string {
    const ours = all.filter((query) => query.module === module);
    const fences = (["promql", "logql"] as const)
        .map((language) =>
            fence(
                language,
                ours.filter((query) => query.language === language),
            ),
        )
        .filter(Boolean);
    const twins = ours.flatMap(({ logsql, ...query }) => (logsql ? [{ ...query, text: logsql }] : []));
    const inLogsQl = twins.length > 0 ? [`In LogsQL, where it differs:\n\n${fence("logsql", twins)}`] : [];
    return `### ${module}${conditions[module] ?? ""}\n\n${[...fences, ...inLogsQl].join("\n")}`;
}

function fence(language: Language | "logsql", some: Query[]): string {
    if (some.length === 0) return "";
    return `\`\`\`${language}\n${some.map(entry).join("\n\n")}\n\`\`\`\n`;
}

function entry({ title, text, note, expects, mayBeEmpty }: Query): string {
    const remarks = [title, expects === "== 1" && "1", expects === "> 0" && "above 0"].filter(Boolean);
    const lines = [
        remarks.join(": "),
        ...(mayBeEmpty ? [`may be empty: ${mayBeEmpty}`] : []),
        ...(note ? [note] : []),
    ];
    return `${lines.map((line) => `# ${line}`).join("\n")}\n${text}`;
}
