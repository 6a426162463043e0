/** A chain of the packet filter. */
export interface Chain {
    table: string;
    chain: string;
}

/** A rule: as `iptables-save` writes it, and as the words that come after `iptables -A`. */
export interface Rule {
    table: string;
    line: string;
    rule: string[];
}

/** The chains in what `iptables-save` prints. */
export function chainsOf(rules: string): Chain[] {
    return tableLines(rules).flatMap(({ table, line }) => {
        const chain = /^:(\S+)/.exec(line)?.[1];
        return chain ? [{ table, chain }] : [];
    });
}

/** The rules in what `iptables-save` prints. */
export function rulesOf(rules: string): Rule[] {
    return tableLines(rules).flatMap(({ table, line }) => {
        if (!line.startsWith("-A ")) return [];
        const words = [...line.slice(3).matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)];
        return [
            {
                table,
                line,
                rule: words.map(([, quoted, plain]) => quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? ""),
            },
        ];
    });
}

function tableLines(rules: string): { table: string; line: string }[] {
    let table = "";
    return rules.split("\n").map((line) => {
        if (line.startsWith("*")) table = line.slice(1);
        return { table, line };
    });
}
