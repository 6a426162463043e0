import * as assert from "node:assert/strict";

/** A question that a server is asked, and its answer. */
export interface Exchange {
    method: string;
    /** With the query. */
    path: string;
    status: number;
    body?: unknown;
    /** What has to be in the question, if that matters. */
    asked?: unknown;
    /** It may come again: something is waited for. */
    again?: true;
}

/** What a server is asked from now on, in this order and nothing else, and what it answers. */
export class Script {
    private readonly asked: string[] = [];
    private next = 0;

    constructor(private readonly exchanges: Exchange[]) {}

    answer(method: string, path: string, body: unknown): { status: number; body?: unknown } {
        const before = this.exchanges[this.next - 1];
        if (before?.again && matches(before, method, path)) return before;
        const exchange = this.exchanges[this.next];
        this.asked.push(`${method} ${path}`);
        if (!exchange || !matches(exchange, method, path)) {
            return { status: 501, body: { message: `${method} ${path} is not in the script` } };
        }
        this.next += 1;
        if (exchange.asked !== undefined) assert.deepEqual(body, exchange.asked, `${method} ${path}`);
        return exchange;
    }

    /** Everything was asked that should be. */
    played(): void {
        const expected = this.exchanges.map(({ method, path }) => `${method} ${path}`);
        assert.deepEqual(this.asked, expected, "what the server was asked");
    }
}

function matches(exchange: Exchange, method: string, path: string): boolean {
    return exchange.method === method && exchange.path === path;
}
