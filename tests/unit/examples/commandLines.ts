/** The command lines of alloy-stack in a script, a workflow or a document, without what the shell does with their output. */
export function commandLines(text: string): string[] {
    const joined = text.replace(/\\\n\s*/g, " ");
    return [...joined.matchAll(/^\s*(?:-\s+)?(?:run: )?(?:npx )?alloy-stack (.*)$/gm)].map(([, line = ""]) =>
        words(line).join(" "),
    );
}

/** A line's words up to the first of the shell's own signs; a variable is a word like another. */
function words(line: string): string[] {
    const found: string[] = [];
    for (const [word] of line.matchAll(/"[^"]*"|'[^']*'|\|\||&&|[^\s"']+/g)) {
        if (/^(\|\|?|&&|;|#|\d?>>?.*)$/.test(word)) break;
        found.push(word.replace(/^["']|["']$/g, ""));
    }
    return found;
}
