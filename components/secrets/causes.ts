/** What may be behind a complaint, and what to do about it. */
export interface Cause {
    /** What the operator says then, in its own words or those it passes on from Vault, Go and the API server. */
    said: RegExp;
    likely: string;
    do: string;
}

/** The first that fits is taken: what stands further up is the surer sign. docs/troubleshooting.md lists them. */
export const causes: Cause[] = [
    // The way to Vault.
    {
        said: /x509: certificate (is valid for|relies on)|doesn't contain any IP SANs|not valid for any names/,
        likely: "Vault's certificate is for another name than the one in the address pods use",
        do: "use an address that the certificate names",
    },
    {
        said: /x509: certificate has expired or is not yet valid/,
        likely: "Vault's certificate has expired, or a clock is wrong",
        do: "have Vault's owners renew it",
    },
    {
        said: /x509: certificate signed by unknown authority|x509: .*not trusted|failed to verify certificate/,
        likely: "the operator does not know the authority that Vault's certificate is from",
        do: "give Vault's CA certificate, as PEM, and see that it is the right one",
    },
    {
        said: /cannot set Vault CA certificate|failed to parse certificates from CertPool|failed to decode ca bundle/i,
        likely: "what is given as Vault's CA certificate is no certificate",
        do: "give a certificate in PEM form",
    },
    {
        said: /server gave HTTP response to HTTPS client/,
        likely: "Vault does not speak TLS at this address",
        do: "begin the address with http://, or use the port that does",
    },
    {
        said: /Client sent an HTTP request to an HTTPS server/,
        likely: "Vault speaks TLS at this address",
        do: "begin the address with https://",
    },
    {
        said: /no such host/,
        likely: "the cluster's name service does not know the name in Vault's address",
        do: "correct the name, or give pods another address than the program's",
    },
    {
        said: /connection refused/,
        likely: "nothing listens at Vault's address and port, or Vault is not running",
        do: "start Vault, or correct the address pods use",
    },
    {
        said: /no route to host|network is unreachable|i\/o timeout|context deadline exceeded|Client\.Timeout exceeded/,
        likely: "Vault's address is wrong, or a firewall is between it and the pods",
        do: "correct the address pods use, or let them through",
    },
    // Vault's own state.
    {
        said: /Vault is sealed/,
        likely: "Vault was restarted or sealed",
        do: "unseal it; the operator goes on by itself",
    },
    {
        said: /not initialized/,
        likely: "Vault is not initialized",
        do: "initialize it, or correct the address pods use",
    },
    // The login.
    {
        said: /cannot get Kubernetes secret "/,
        likely: "the Secret with the operator's password was deleted",
        do: "pulumi up --refresh, which creates it again",
    },
    {
        said: /cannot request Kubernetes service account token|cannot (get|find) .*service account/,
        likely: "the operator's service account has another name or namespace",
        do: "name the one that the operator's pods run as",
    },
    {
        said: /invalid username or password/,
        likely: "Vault has no such user, or another password for it",
        do: "set both as they are in Vault",
    },
    {
        said: /\/login\b.*service account name not authorized|\/login\b.*namespace not authorized/,
        likely: "the role in Vault is bound to another service account",
        do: "bind it to the operator's, by name and namespace",
    },
    {
        said: /\/login\b.*(invalid role name|role .* could not be found)/,
        likely: "Vault has no role of that name at this login mount",
        do: "have it created there, or name one that exists",
    },
    {
        said: /auth\/\S*\/login\/?\s.*permission denied|log in with Kubernetes auth.*permission denied/,
        likely: "Vault has no such login mount, or cannot ask this cluster about the service account",
        do: "check the mount's path, and the cluster's address and CA certificate in its config",
    },
    {
        said: /\/login\b.*permission denied/,
        likely: "Vault has no login method mounted at that path, or has locked the user out after five wrong passwords",
        do: "correct the mount's path, or have it mounted; a user is locked out for a quarter of an hour",
    },
    // What is read.
    {
        said: /cannot read secret data.*invalid token/,
        likely: "Vault was restarted between the login and this",
        do: "nothing; the operator logs in again",
    },
    {
        said: /cannot read secret data.*permission denied/,
        likely: "the operator's policy in Vault is missing, or is for another cluster or mount",
        do: "pulumi up --refresh, which writes it again; where nothing is written, have it corrected",
    },
    {
        said: /cannot read secret data.*no handler for route/,
        likely: "Vault has no key-value store mounted at that path",
        do: "correct the mount's path",
    },
    {
        said: /cannot find secret data for key/,
        likely: "Vault has the entry, but it lacks that property",
        do: "put it into the entry at the path above",
    },
    {
        said: /Secret does not exist|failed to find data field/,
        likely: "Vault has nothing at the path above, or the mount is of another version",
        do: "put the entry there; agents send what they kept once it is read, within a minute",
    },
    // In the cluster.
    {
        said: /denied by spec\.condition/,
        likely: "the store is not for the agents' namespace",
        do: "pulumi up --refresh, which corrects it",
    },
    {
        said: /(ClusterSecretStore .* is not ready|could not get ClusterSecretStore)/,
        likely: "the store is not ready",
        do: "see the line about the store",
    },
];

/** "likely: ..., do: ..." for a complaint of the operator; undefined where nothing is known about such. */
export function likelyCause(complaint: string): string | undefined {
    // Vault's answers come in several lines.
    const text = complaint.replace(/\s+/g, " ");
    const found = causes.find(({ said }) => said.test(text));
    return found && `likely: ${found.likely}, do: ${found.do}`;
}
