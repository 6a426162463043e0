// What tests look at in a document.

const fence = /^( *)```(\w*)\n([^]*?)^\1```/gm;

/** The targets of all links outside of code. */
export function links(text: string): string[] {
    const prose = text.replace(fence, "").replace(/`[^`\n]*`/g, "");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The anchors of all headings, as GitHub makes them. */
export function headings(text: string): string[] {
    const titles = [...text.replace(fence, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
    return titles.map((title) =>
        title
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

/** Code between single backticks. */
export function inlineCode(text: string): string[] {
    return [...text.replace(fence, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** Lines of shell blocks and commands between backticks. */
export function shellCommands(text: string): string[] {
    const blocks = blocksIn(text, "bash").flatMap((block) => block.split("\n"));
    const inline = inlineCode(text).filter((code) => /^(npx |npm run |alloy-stack )/.test(code));
    return [...blocks, ...inline].map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

export function yamlBlocks(text: string): string[] {
    return blocksIn(text, "yaml");
}

function blocksIn(text: string, language: string): string[] {
    return [...text.matchAll(fence)].flatMap(([, , name, content = ""]) =>
        name === language ? [content] : [],
    );
}
