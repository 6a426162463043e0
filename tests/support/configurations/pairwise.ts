/** What may be chosen from, by what it is about. */
export type Factors = Record<string, readonly unknown[]>;

/** One choice of each. */
export type Choice<All extends Factors> = { [Name in keyof All]: All[Name][number] };

/**
 * Choices in which every value of a factor meets every value of every other: a few dozen, where all would be thousands. Each is
 * put together greedily, from the pairs that were not seen yet.
 */
export function pairwise<All extends Factors>(factors: All): Choice<All>[] {
    const names = Object.keys(factors);
    const left = new Set(
        names.flatMap((a, index) =>
            names
                .slice(index + 1)
                .flatMap((b) =>
                    (factors[a] ?? []).flatMap((_, i) => (factors[b] ?? []).map((__, j) => pair(a, i, b, j))),
                ),
        ),
    );
    const choices: Choice<All>[] = [];
    while (left.size > 0) {
        const chosen = new Map<string, number>();
        // Begin with a pair that was not seen: so each round sees one more.
        const [a = "", i = "", b = "", j = ""] = ([...left][0] ?? "").split("|");
        chosen.set(a, Number(i)).set(b, Number(j));
        for (const name of names.filter((one) => !chosen.has(one))) {
            const gains = (factors[name] ?? []).map(
                (_, index) =>
                    [...chosen].filter(([other, at]) => left.has(ordered(names, name, index, other, at)))
                        .length,
            );
            chosen.set(name, gains.indexOf(Math.max(...gains)));
        }
        for (const [one, at] of chosen)
            for (const [other, there] of chosen)
                if (one !== other) left.delete(ordered(names, one, at, other, there));
        const values = [...chosen].map(([name, index]) => [name, factors[name]?.[index]]);
        choices.push(Object.fromEntries(values) as Choice<All>);
    }
    return choices;
}

function pair(a: string, i: number, b: string, j: number): string {
    return `${a}|${i}|${b}|${j}`;
}

function ordered(names: string[], a: string, i: number, b: string, j: number): string {
    return names.indexOf(a) < names.indexOf(b) ? pair(a, i, b, j) : pair(b, j, a, i);
}
