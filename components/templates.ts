import * as fs from "node:fs";
import * as path from "node:path";

import * as Mustache from "mustache";
import { parse } from "yaml";

/** The tags leave Loki's own `{{ }}` alone. */
const tags: [string, string] = ["<%", "%>"];

const folder = path.resolve(__dirname, "../alloy");

export type View = Readonly<Record<string, unknown>>;

/**
 * Fill in one of the templates in `alloy/`. Every value becomes a quoted string of Alloy's syntax (YAML reads it the
 * same way); `<% &name %>` inserts text that is Alloy already. A name the view lacks is an error, not an empty string.
 */
export function renderTemplate(file: string, view: View): string {
    const template = fs.readFileSync(path.join(folder, file), "utf8");
    const [unknown] = unknownNames(tokensOf(template), [view]);
    if (unknown) throw new Error(`alloy/${unknown.file ?? file}: unknown name "${unknown.name}"`);
    return fillIn(template, view);
}

/** What several templates have in common, each in a file of its own: `<%> name %>`. */
function part(name: string): string {
    return fs.readFileSync(path.join(folder, "parts", `${name}.alloy`), "utf8");
}

/** Fill in a template of a Kubernetes object and read it. */
export function renderObject(file: string, view: View): unknown {
    return parse(renderTemplate(file, view));
}

/** Fill in the text of a template, all of whose names the view has. */
export function fillIn(template: string, view: View): string {
    return Mustache.render(template, view, part, {
        tags,
        escape: (value: unknown) => JSON.stringify(value),
    });
}

/** Mustache's parse tree: type, name, start, end, and for sections what is inside. */
export type TemplateToken = [type: string, name: string, start: number, end: number, inner?: TemplateToken[]];

/** Read a template. Throws an error that ends with "at" and an offset if it is none. */
export function tokensOf(template: string): TemplateToken[] {
    return Mustache.parse(template, tags) as TemplateToken[];
}

/** A name that a view lacks, and where its tag begins. */
interface UnknownName {
    name: string;
    offset: number;
    /** The common part that has it; none if the template itself does. */
    file?: string;
}

/** The names in a template that its view lacks. */
export function unknownNames(tokens: TemplateToken[], views: readonly View[]): UnknownName[] {
    return tokens.flatMap(([type, name, offset, , inner]): UnknownName[] => {
        if (type === ">") {
            const file = `parts/${name}.alloy`;
            return unknownNames(tokensOf(part(name)), views).map((unknown) => ({ file, ...unknown }));
        }
        if (!["name", "&", "#", "^"].includes(type)) return [];
        const view = views.find((v) => name in v);
        if (!view) return [{ name, offset }];
        const value = view[name];
        // What a section leaves out is not looked at: its names may exist only when it is there.
        const isTrue = Array.isArray(value) ? value.length > 0 : Boolean(value);
        if (!inner || isTrue === (type === "^")) return [];
        if (type === "^") return unknownNames(inner, views);
        return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) => {
            const nested = typeof item === "object" && item !== null ? [item as View, ...views] : views;
            return unknownNames(inner, nested);
        });
    });
}
