const seconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** The seconds in a duration as Go writes it, such as "1m30s". */
export function parseDuration(text: string): number {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
    if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) {
        if (text === "0") return 0;
        throw new Error(`"${text}" is no duration; write it like "1m30s"`);
    }
    return parts.reduce((sum, [, number, unit]) => sum + Number(number) * seconds[unit!]!, 0);
}

/** A duration as Go writes it. */
export function formatDuration(total: number): string {
    if (total === 0) return "0s";
    if (total < 1) {
        const unit = total >= 1e-3 ? "ms" : total >= 1e-6 ? "µs" : "ns";
        return `${rounded(total / seconds[unit]!)}${unit}`;
    }
    const hours = Math.floor(total / 3600);
    const minutes = Math.floor(total / 60) % 60;
    const rest = `${rounded(total % 60)}s`;
    if (hours > 0) return `${hours}h${minutes}m${rest}`;
    return minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** To the nanosecond, so that binary fractions don't show. */
function rounded(number: number): number {
    return Number(number.toFixed(9));
}
