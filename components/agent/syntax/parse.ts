import { SyntaxProblem, Token, tokensOf } from "./tokens";

/** A block, such as a component, and what is in it. */
export interface Block {
    /** "prometheus.scrape". */
    name: string;
    /** None is an empty text. */
    label: string;
    offset: number;
    blocks: Block[];
    /** What its own attributes name. */
    references: Reference[];
}

/** Something that an expression names, from the first identifier on: "loki", "write", "local", "receiver". */
export interface Reference {
    path: string[];
    offset: number;
}

/** An attribute, or a field of an object, that is nothing but a text. */
export interface PlainText {
    name: string;
    offset: number;
}

export interface Parsed {
    blocks: Block[];
    /** Of the file itself, in no block. */
    references: Reference[];
    texts: PlainText[];
}

/** Read a file of Alloy's syntax, by the grammar of github.com/grafana/alloy/syntax/parser. Throws a `SyntaxProblem`. */
export function parseAlloy(text: string): Parsed {
    const parser = new Parser(tokensOf(text));
    return { ...parser.body("end"), texts: parser.texts };
}

type Body = Pick<Block, "blocks" | "references">;

/** Operators between two operands. How strongly they bind is of no interest here. */
const between = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^"];

class Parser {
    readonly texts: PlainText[] = [];
    private index = 0;

    constructor(private readonly tokens: Token[]) {}

    /** Body = [ Statement { terminator Statement } ] */
    body(until: string): Body {
        const body: Body = { blocks: [], references: [] };
        while (!this.isAt(until) && !this.isAt("end")) {
            this.statement(body);
            if (this.isAt(until)) break;
            this.take("newline", "a new line before the next attribute or block");
        }
        return body;
    }

    /** Statement = identifier "=" Expression | BlockName "{" Body "}" */
    private statement(body: Body): void {
        const { text, offset } = this.take("identifier", "an attribute's or a block's name");
        const path = [text];
        while (this.skip(".")) path.push(this.take("identifier", "a name after the dot").text);
        const name = path.join(".");
        if (path.length === 1 && this.skip("=")) {
            this.value(text, offset, body.references);
            return;
        }
        const label = this.isAt("string") ? this.label() : "";
        const open = this.take("{", path.length === 1 && label === "" ? '"=" or "{"' : '"{"');
        const inner = this.body("}");
        this.close("}", open);
        body.blocks.push({ name, label, offset, ...inner });
    }

    private label(): string {
        const { text, offset } = this.take("string", "a label");
        const label = text.slice(1, -1);
        const isRight =
            /^([\p{L}_][\p{L}\p{Nd}_]*)?$/u.test(label) && !["true", "false", "null"].includes(label);
        if (text.startsWith('"') && isRight) return label;
        throw new SyntaxProblem(`a label is letters, digits and "_", not ${text}`, offset);
    }

    /** What stands behind a name and "=". */
    private value(name: string, offset: number, references: Reference[]): void {
        const first = this.index;
        this.expression(references);
        const { type, text } = this.tokens[first] ?? this.token;
        if (this.index === first + 1 && type === "string" && text.length > 2)
            this.texts.push({ name, offset });
    }

    private expression(references: Reference[]): void {
        do this.operand(references);
        while (between.some((operator) => this.skip(operator)));
    }

    /** { unary_op } PrimaryExpr { "." identifier | "[" Expression "]" | "(" [ ExpressionList ] ")" } */
    private operand(references: Reference[]): void {
        while (this.skip("!") || this.skip("-"));
        const path = this.primary(references);
        // What stands behind an index or a call is a part of its result.
        let isName = path !== undefined;
        for (;;) {
            const open = this.token;
            if (this.skip(".")) {
                const { text } = this.take("identifier", "a name after the dot");
                if (isName) path?.push(text);
            } else if (this.skip("[")) {
                isName = false;
                this.expression(references);
                this.close("]", open);
            } else if (this.skip("(")) {
                isName = false;
                this.list(")", open, () => {
                    this.expression(references);
                });
            } else return;
        }
    }

    /** Returns the beginning of a reference, if it is one. */
    private primary(references: Reference[]): string[] | undefined {
        const token = this.token;
        const { type, text, offset } = token;
        if (!["identifier", "string", "number", "literal", "(", "[", "{"].includes(type))
            throw this.unexpected("a value");
        this.index += 1;
        if (type === "identifier") {
            const path = [text];
            references.push({ path, offset });
            return path;
        }
        if (type === "(") {
            this.expression(references);
            this.close(")", token);
        }
        if (type === "[")
            this.list("]", token, () => {
                this.expression(references);
            });
        if (type === "{")
            this.list("}", token, () => {
                this.field(references);
            });
        return undefined;
    }

    /** Field = ( string | identifier ) "=" Expression */
    private field(references: Reference[]): void {
        const { offset } = this.token;
        const name = this.isAt("string")
            ? this.take("string", "").text.slice(1, -1)
            : this.take("identifier", "a field's name").text;
        this.take("=", `"=" after the field's name`);
        this.value(name, offset, references);
    }

    /** Items with a comma between each two, and behind the last one or not. */
    private list(until: string, open: Token, item: () => void): void {
        while (!this.isAt(until) && !this.isAt("end")) {
            item();
            if (!this.skip(",")) break;
        }
        if (this.isAt("newline"))
            throw this.unexpected('a comma, which also stands before a new line and "]", ")" or "}"');
        this.close(until, open);
    }

    private get token(): Token {
        return this.tokens[this.index] ?? { type: "end", text: "", offset: 0 };
    }

    private isAt(type: string): boolean {
        return this.token.type === type;
    }

    private skip(type: string): boolean {
        const isThere = this.isAt(type);
        if (isThere) this.index += 1;
        return isThere;
    }

    private take(type: string, expected: string): Token {
        const { token } = this;
        if (!this.skip(type)) throw this.unexpected(expected);
        return token;
    }

    private close(type: string, open: Token): void {
        if (this.isAt("end")) throw new SyntaxProblem(`"${open.text}" is not closed`, open.offset);
        this.take(type, `"${type}"`);
    }

    private unexpected(expected: string): SyntaxProblem {
        const { type, text, offset } = this.token;
        const found =
            type === "end"
                ? "the end of the file"
                : type === "newline"
                  ? "the end of the line"
                  : `"${text.replace(/^"|"$/g, "")}"`;
        return new SyntaxProblem(`expected ${expected}, found ${found}`, offset);
    }
}
