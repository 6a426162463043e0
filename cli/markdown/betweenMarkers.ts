/** A document with another text between the two markers of that name. `file` is named if it lacks them. */
export function betweenMarkers(document: string, file: string, name: string, text: string): string {
    const begin = `<!-- ${name}: written by npm run docs -->`;
    const end = `<!-- ${name}: end -->`;
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${file} lacks "${begin}" and "${end}" below it`);
    return `${document.slice(0, from)}${begin}\n\n${text}\n${document.slice(to)}`;
}

/** A table of one line a row, whatever its length: a changed row is one changed line. */
export function table(head: string[], rows: string[][]): string {
    const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
    const all = [head, head.map(() => "---"), ...rows].map(line);
    return `<!-- prettier-ignore-start -->\n${all.join("\n")}\n<!-- prettier-ignore-end -->\n`;
}
