/** A word of Alloy's syntax, or "newline" where a statement ends and "end" after the last. */
export interface Token {
    /** "identifier", "string", "number", "literal", "newline", "end", or an operator as it is written. */
    type: string;
    text: string;
    /** Where it begins. */
    offset: number;
}

/** What makes a text none of Alloy's. */
export class SyntaxProblem extends Error {
    constructor(
        message: string,
        /** Where it is. */
        readonly offset: number,
    ) {
        super(message);
    }
}

/** One token, or what stands between two. The order matters: the longer operators come first. */
const patterns: [type: string, pattern: RegExp][] = [
    ["space", /[ \t\r]+/y],
    ["newline", /\n/y],
    ["comment", /\/\/[^\n]*|\/\*[^]*?\*\//y],
    ["identifier", /[\p{L}_][\p{L}\p{Nd}_]*/uy],
    ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
    [
        "string",
        /"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|[0-7]{3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}))*"|`[^`]*`/y,
    ],
    ["operator", /\|\||&&|[!=<>]=|\/(?!\*)|[!=<>+\-*%^{}()[\],.]/y],
];

/** After these a line's end ends a statement. */
const last = ["identifier", "string", "number", "literal", "}", ")", "]"];

/** Cut a text into tokens, as the scanner of github.com/grafana/alloy/syntax does. */
export function tokensOf(text: string): Token[] {
    const tokens: Token[] = [];
    const endStatement = (offset: number) => {
        if (last.includes(tokens.at(-1)?.type ?? "")) tokens.push({ type: "newline", text: "\n", offset });
    };
    let offset = 0;
    while (offset < text.length) {
        const [type, word] = wordAt(text, offset);
        if (type === "newline" || (type === "comment" && word.includes("\n"))) endStatement(offset);
        else if (type === "operator") tokens.push({ type: word, text: word, offset });
        else if (type === "identifier" && ["true", "false", "null"].includes(word))
            tokens.push({ type: "literal", text: word, offset });
        else if (type !== "space" && type !== "comment") tokens.push({ type, text: word, offset });
        offset += word.length;
    }
    endStatement(offset);
    return [...tokens, { type: "end", text: "", offset }];
}

function wordAt(text: string, offset: number): [type: string, word: string] {
    for (const [type, pattern] of patterns) {
        pattern.lastIndex = offset;
        const [word] = pattern.exec(text) ?? [];
        if (word !== undefined) return [type, word];
    }
    throw new SyntaxProblem(unreadable(text, offset), offset);
}

function unreadable(text: string, offset: number): string {
    switch (text[offset]) {
        case '"':
            return /^"(?:[^"\\\n]|\\.)*"/.test(text.slice(offset))
                ? 'a text has a "\\" before a character that needs none: write "\\\\", or the text between backquotes'
                : "a text does not end on its line";
        case "`":
            return "a text that begins with a backquote does not end";
        case "'":
            return "texts stand between double quotes";
        case "/":
            return "a comment does not end";
        default:
            return `there is no ${JSON.stringify(String.fromCodePoint(text.codePointAt(offset) ?? 0))} in Alloy's syntax`;
    }
}
