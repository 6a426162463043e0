/**
 * A cluster's name where Vault takes small letters for large ones, and only letters and digits at the end: no two clusters
 * have the same. "west-1" stays "west-1", "West" is "_west", and "a_b" is "a__b".
 */
export function vaultName(clusterName: string): string {
    const name = clusterName.replace(/[A-Z_]/g, (letter) => `_${letter.toLowerCase()}`);
    return name.replace(/[-.]$/, (last) => (last === "-" ? "_0" : "_1"));
}
