/** What came of a query. Only samples and lines that are newer than the run count. */
export interface Answer {
    /** Series or streams with something new. */
    found: number;
    /** When the newest one is from, new or not, in milliseconds; none if there is nothing. */
    newest?: number;
    /** What is not as the query expects; of several remotes one each. */
    unmet?: string[];
}

/** How far back is looked, in milliseconds: what has been sending nothing for longer is not at work. */
export const lookback = 5 * 60_000;
