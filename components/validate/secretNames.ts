/** Whether what has that name is a secret. Not "secretName" and "tokenPath", which name where one is. */
export function isSecretName(name: string): boolean {
    return /(passw(or)?d|token|secret|api_?key|access_?key|secret_?key|private_?key|credentials)$/i.test(
        name,
    );
}
