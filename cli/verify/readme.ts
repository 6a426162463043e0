import { Language, Module, modules, queries, Query } from "./queries";

const begin = "<!-- queries: written by npm run docs -->";
const end = "<!-- queries: end -->";

/** When a module sends something. */
const conditions: Partial<Record<Module, string>> = {
    syslog: " (with a Loki remote)",
    "block-node": " (with `alloy-stack:monitorBlockNode: true`)",
    remotes: " (with a Prometheus remote)",
};

/** The README with the list of queries between its two markers. */
export function withQueries(readme: string): string {
    const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md lacks "${begin}" and "${end}" below it`);
    return `${readme.slice(0, from)}${begin}\n\n${section()}\n${readme.slice(to)}`;
}

/** The dev stack's queries, by module. */
function section(): string {
    const all = queries("vm-cluster");
    return modules.map((module) => moduleText(module, all)).join("\n");
}

function moduleText(module: Module, all: Query[]): string {
    const fences = (["promql", "logql"] as const)
        .map((language) =>
            fence(
                language,
                all.filter((query) => query.module === module && query.language === language),
            ),
        )
        .filter(Boolean);
    return `### ${module}${conditions[module] ?? ""}\n\n${fences.join("\n")}`;
}

function fence(language: Language, some: Query[]): string {
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
