/** What the helm program puts before the words of Helm itself, and what Helm 4 says in others than Helm 3. */
const others: [RegExp, string][] = [
    [/^(INSTALLATION|UPGRADE) FAILED: /, ""],
    [/^cluster reachability check failed: /, ""],
    [/^chart dependencies processing failed: /, ""],
    [/^release name check failed: /, ""],
    [/^an error occurred while checking for chart dependencies\. You may need to run .*? dependencies: /, ""],
    [/^kubernetes cluster unreachable/, "Kubernetes cluster unreachable"],
    [/^cannot reuse a name/, "cannot re-use a name"],
    [/^unable to continue with/, "Unable to continue with"],
    [/due to rollback-on-failure being set/, "due to atomic being set"],
];

/** The error that the helm program tells, as Helm 3 words it. It says more besides: deprecations, and what it warns of. */
export function asHelm3(stderr: string): string {
    const start = stderr.search(/^Error: /m);
    const told = (start < 0 ? stderr : stderr.slice(start + "Error: ".length)).trim();
    return others.reduce((text, [other, words]) => text.replace(other, words), told);
}
