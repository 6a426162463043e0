import { Remote, RemoteKind, secretName } from "../remotes";
import { Problem, shownName } from "./problem";

/** So that what is named after a remote stays below Kubernetes' limit of 63. */
export const longestName = 50;

export const nameRule = `up to ${longestName} letters, digits, "-", "_" and ".", the first and the last a letter or digit, and no two dots side by side`;

/** What is wrong with a remote's name; undefined if nothing is. */
export function nameProblem(name: string): string | undefined {
    const legal = /^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/.test(name) && name.length <= longestName;
    // Vault refuses paths with two dots side by side.
    return legal && !name.includes("..")
        ? undefined
        : name === ""
          ? "has no name"
          : `has the name ${shownName(name)}`;
}

/** Remotes of a kind that could not be told apart, in the configuration or in Kubernetes. */
export function collisions(kind: RemoteKind, remotes: Pick<Remote, "name">[]): Problem[] {
    const path = `${kind}Remotes`;
    const seen = new Map<string, string>();
    return remotes.flatMap(({ name }): Problem[] => {
        const object = secretName({ kind, name });
        const other = seen.get(object);
        seen.set(object, other ?? name);
        if (other === undefined) return [];
        if (other === name) {
            const expected = "another name for one of them";
            return [{ path, found: `two remotes are called "${name}"`, expected }];
        }
        return [
            {
                path,
                found: `"${other}" and "${name}" become the same name in Kubernetes, "${object}"`,
                expected: 'names that differ in more than case, "-", "_" and "."',
            },
        ];
    });
}

export const clusterNameRule =
    'letters, digits, ".", "_" and "-", the first a letter or digit, and no two dots side by side';

/** Whether a cluster may have that name: it is a label, a folder in Vault, and stands in the text of policies. */
export function isClusterName(name: string): boolean {
    return /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(name) && !name.includes("..");
}
