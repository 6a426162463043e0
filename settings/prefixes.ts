import { nearest } from "../components/validate/nearest";
import { begin } from "./place";
import { keys } from "./schema";

/** A line for each key with a prefix other than the project's, which nothing reads. */
export function foreignPrefixes(project: string, given: string[]): string[] {
    return given.flatMap((whole) => {
        const [prefix = "", ...rest] = whole.split(":");
        const name = rest.join(":");
        const isKey = keys.some((key) => key === name);
        if (prefix === project || prefix === "pulumi") return [];
        if (!isKey && nearest(prefix, [project]) === undefined) return [];
        return [
            `${prefix}:${begin(name)}: this key has no effect, because the project is called ${project}; write ${project}:${begin(name)}`,
        ];
    });
}
