import { fillIn, TemplateToken, tokensOf, unknownNames, View } from "../templates";

/** A module of the stack's own users, beside those in `alloy/`. */
export interface ExtraModuleArgs {
    /** What it is called in messages and above its part of the configuration: its file. Example: "modules/my-app.alloy". */
    name: string;
    /**
     * Its text: Alloy's syntax, in which `<% clusterName %>`, `<% &metricsReceivers %>`, `<% &logsReceivers %>` and the section
     * `<%# lokiRemotes %>` with `<% &write %>` may stand. Everybody who may read the agent's ConfigMap can read it: no secrets.
     */
    text: string;
}

/** What these modules may name. The others' names may change with the modules in `alloy/`, these stay. */
export interface ExtraModuleView extends View {
    /** As a text. */
    clusterName: string;
    /** Where metrics are sent to, as a list: for "forward_to". */
    metricsReceivers: string;
    /** The same for logs. One Loki that is down holds up the others then: `lokiRemotes` is for one at a time. */
    logsReceivers: string;
    /** The Lokis: "loki.write.<% &write %>.receiver" is where each takes logs. */
    lokiRemotes: { write: string }[];
}

/** Names whose values are Alloy already, not texts. */
const unquoted = ["metricsReceivers", "logsReceivers", "write"];

/** Something that is wrong with a module, and where in its text. */
export interface ModuleProblem {
    line: number;
    found: string;
    expected?: string;
}

/** A module with everything filled in. */
export interface RenderedModule {
    text: string;
    /** The line of the module's own text that one of these came from; both count from 1. */
    lineOf: (line: number) => number;
}

/** What is wrong with a module as a template. */
export function templateProblems({ text }: ExtraModuleArgs, view: ExtraModuleView): ModuleProblem[] {
    let tokens: TemplateToken[];
    try {
        tokens = tokensOf(text);
    } catch (error) {
        const [, found = "", offset = ""] = /^(.*) at (\d+)$/.exec((error as Error).message) ?? [];
        return [
            {
                line: lineAt(text, Number(offset)),
                found: `a tag is wrong: ${found.charAt(0).toLowerCase()}${found.slice(1)}`,
            },
        ];
    }
    // Before their names are looked for: parts are for the stack's own modules.
    const parts = all(tokens).filter(([type]) => type === ">");
    if (parts.length > 0)
        return parts.map(([, name, offset]) => ({
            line: lineAt(text, offset),
            found: `takes in another template, "${name}"`,
            expected: "all of it in one file",
        }));
    const names = Object.keys(view).map((name) => `"${name}"`);
    return [
        ...unknownNames(tokens, [view]).map(({ name, offset }) => ({
            line: lineAt(text, offset),
            found: `names "${name}", which is not there`,
            expected: names.join(", "),
        })),
        ...all(tokens).flatMap(([type, name, offset]) => {
            const line = lineAt(text, offset);
            if (type !== "name" || !unquoted.includes(name)) return [];
            return [{ line, found: `names "${name}" as a text`, expected: `<% &${name} %>` }];
        }),
    ];
}

/** Fill in a module that has no problems as a template. */
export function renderModule({ text }: ExtraModuleArgs, view: ExtraModuleView): RenderedModule {
    const rendered = fillIn(text, view);
    // Each line carries its number through the rendering, but for those that are a section's tag and vanish.
    const marked = text
        .split("\n")
        .map((line, index) => (/^\s*(<%[#^/!][^%]*%>\s*)+$/.test(line) ? line : `${line}\0${index + 1}\0`))
        .join("\n");
    const numbers = [...fillIn(marked, view).matchAll(/\0(\d+)\0/g)].map(([, number]) => Number(number));
    return { text: rendered, lineOf: (line) => numbers[line - 1] ?? line };
}

export function lineAt(text: string, offset: number): number {
    return text.slice(0, offset).split("\n").length;
}

function all(tokens: TemplateToken[]): TemplateToken[] {
    return tokens.flatMap((token) => [token, ...all(token[4] ?? [])]);
}
