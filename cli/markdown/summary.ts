import { Change, Report } from "../stack/report";

/** Rows of changes that a comment shows before the rest is only counted. */
const longest = 50;

/** What happens to a resource, in words that a reviewer reads. */
const words: Record<string, string> = {
    create: "created",
    update: "changed",
    replace: "**replaced**",
    delete: "**deleted**",
    import: "imported",
};

/** A report as the text of a comment on a pull request. Values are left out: comments are read by more people than states. */
export function markdown({ stack, operation, succeeded, changes, remarks, counts }: Report): string {
    const title = `### ${succeeded ? "" : "Failed: "}\`${operation}\` of stack \`${stack}\``;
    const problems = remarks.map(
        ({ severity, resource, text }) =>
            `- **${severity}**${resource ? ` (${code(resource)})` : ""}:${asWritten(text)}`,
    );
    const done = counted(changes, counts);
    return [
        title,
        succeeded ? done : `Only what came before the failure is counted. ${done}`,
        ...table(changes),
        ...(problems.length > 0 ? [problems.join("\n")] : []),
    ]
        .join("\n\n")
        .trimEnd();
}

function counted(changes: Change[], counts: Record<string, number>): string {
    const unchanged = counts.same ?? 0;
    if (changes.length === 0) return `Nothing changes; ${unchanged} resources stay as they are.`;
    const kinds = [...new Set(changes.map(({ operation }) => operation))];
    const numbers = kinds.map((kind) => {
        const count = changes.filter(({ operation }) => operation === kind).length;
        return `${count} ${words[kind] ?? kind}`;
    });
    return `${numbers.join(", ")}; ${unchanged} stay as they are.`;
}

function table(changes: Change[]): string[] {
    if (changes.length === 0) return [];
    const rows = changes
        .slice(0, longest)
        .map(
            ({ operation, type, name, properties }) =>
                `| ${words[operation] ?? operation} | ${code(typeName(type))} | ${code(name)} | ${properties.map(code).join(", ")} |`,
        );
    const more = changes.length > longest ? [`… and ${changes.length - longest} more.`] : [];
    return [["| | Type | Name | Differs in |", "| --- | --- | --- | --- |", ...rows].join("\n"), ...more];
}

/** "kubernetes:core/v1:ConfigMap" → "kubernetes ConfigMap". */
function typeName(type: string): string {
    const parts = type.split(":");
    return `${parts[0] ?? ""} ${parts.at(-1) ?? ""}`;
}

function code(text: string): string {
    return `\`${text.replaceAll("|", "\\|").replaceAll("`", "'")}\``;
}

/** Several lines are a block, so that the lines and commands in them can be copied. */
function asWritten(text: string): string {
    if (!text.includes("\n")) return ` ${text}`;
    const lines = text.replaceAll("```", "'''").split("\n");
    return ["", "```", ...lines, "```"].join("\n  ");
}
