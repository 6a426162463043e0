import { z } from "zod";

import { Failure } from "../failure";
import { pulumi } from "../stack/pulumi";

const listed = z.array(z.object({ name: z.string() }));

/** The stacks of a project where pulumi is logged in, by name. */
export async function allStacks(folder: string): Promise<string[]> {
    const found = listed.parse(JSON.parse(await pulumi(["stack", "ls", "--json"], folder)));
    return found.map(({ name }) => name).sort();
}

/**
 * The stacks that patterns name, each once: "*" stands for any letters, "?" for one. A name without its organization will do.
 * A pattern that names none is most often misspelt, and refused.
 */
export function matching(all: string[], patterns: string[]): string[] {
    const named = (pattern: string) => all.filter((stack) => matches(pattern, stack));
    const idle = patterns.filter((pattern) => named(pattern).length === 0);
    if (idle.length > 0)
        throw new Failure(
            `no stack is named ${idle.map((pattern) => `"${pattern}"`).join(" or ")}; there are ${all.join(", ") || "none"}`,
        );
    return [...new Set(patterns.flatMap(named))];
}

function matches(pattern: string, stack: string): boolean {
    const literal = (text: string) => text.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
    const expression = new RegExp(`^${literal(pattern).replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
    return expression.test(stack) || expression.test(stack.split("/").at(-1) ?? stack);
}
