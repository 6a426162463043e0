import { parser as logql } from "@grafana/lezer-logql";
import { parser as promql } from "@prometheus-io/lezer-promql";

const parsers = { promql, logql };

/** Where a query is not as its language's own grammar wants it; empty if it is. */
export function mistakes(language: keyof typeof parsers, text: string): string[] {
    const found: string[] = [];
    parsers[language].parse(text).iterate({
        enter: ({ type, from, to }) => {
            if (type.isError) found.push(`"${text.slice(from, to)}" at ${from}`);
        },
    });
    return found;
}
