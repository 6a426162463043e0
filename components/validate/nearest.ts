/** The candidate that a misspelt name may stand for; undefined if none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
    const [best] = candidates
        .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ candidate, distance: far }) => far <= Math.max(2, candidate.length / 3))
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}

/** How many letters have to be added, left out or exchanged: Levenshtein's distance, row by row. */
function distance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let i = 0; i < a.length; i++) {
        const next = [i + 1];
        for (let j = 0; j < b.length; j++) {
            const [above = 0, before = 0, diagonal = 0] = [row[j + 1], next[j], row[j]];
            next.push(Math.min(above + 1, before + 1, diagonal + (a[i] === b[j] ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}
