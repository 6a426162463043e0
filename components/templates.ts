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
    refuseUnknownNames(file, Mustache.parse(template, tags) as Token[], [view]);
    return Mustache.render(template, view, part, {
        tags,
        escape: (value: unknown) => JSON.stringify(value),
    });
}

/** What several templates have in common, each in a file of its own: `<%> name %>`. */
function part(name: string): string {
    return fs.readFileSync(path.join(folder, "parts", `${name}.alloy`), "utf8");
}

/** Fill in a template of a Kubernetes object and read it. */
export function renderObject(file: string, view: View): unknown {
    return parse(renderTemplate(file, view));
}

/** Mustache's parse tree: type, name, start, end, and for sections what is inside. */
type Token = [type: string, name: string, start: number, end: number, inner?: Token[]];

function refuseUnknownNames(file: string, tokens: Token[], views: readonly View[]): void {
    for (const [type, name, , , inner] of tokens) {
        if (type === ">") {
            refuseUnknownNames(`parts/${name}.alloy`, Mustache.parse(part(name), tags) as Token[], views);
            continue;
        }
        if (!["name", "&", "#", "^"].includes(type)) continue;
        const view = views.find((v) => name in v);
        if (!view) throw new Error(`alloy/${file}: unknown name "${name}"`);
        const value = view[name];
        // What a section leaves out is not looked at: its names may exist only when it is there.
        if (!inner || !value) continue;
        for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
            const nested = typeof item === "object" && item !== null ? [item as View, ...views] : views;
            refuseUnknownNames(file, inner, nested);
        }
    }
}
