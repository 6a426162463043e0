import { Remote, RemoteKind, secretName } from "../components/remotes";
import { Problems, shown } from "./problems";

/** So that what is named after a remote stays below Kubernetes' limit of 63. */
export const longestName = 50;

export const nameRule = `up to ${longestName} letters, digits, "-", "_" and ".", the first and the last a letter or digit`;

/** What is wrong with a remote's name; undefined if nothing is. */
export function nameProblem(name: string): string | undefined {
    const legal = /^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/.test(name) && name.length <= longestName;
    return legal ? undefined : name === "" ? "has no name" : `has the name ${shown(name)}`;
}

/** Refuse remotes of a kind that could not be told apart, in the configuration or in Kubernetes. */
export function refuseCollisions(kind: RemoteKind, remotes: Remote[], problems: Problems): void {
    const seen = new Map<string, string>();
    for (const { name } of remotes) {
        const object = secretName({ kind, name });
        const other = seen.get(object);
        if (other === undefined) seen.set(object, name);
        else if (other === name) {
            problems.add(`${kind}Remotes`, `two remotes are called "${name}"`, {
                expected: "another name for one of them",
            });
        } else {
            problems.add(
                `${kind}Remotes`,
                `"${other}" and "${name}" become the same name in Kubernetes, "${object}"`,
                { expected: 'names that differ in more than case, "-", "_" and "."' },
            );
        }
    }
}
