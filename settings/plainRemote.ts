import { Remote } from "../components/remotes";

/** A remote as a stack's configuration has it: nothing of it comes from other resources. Its secrets stand elsewhere. */
export interface PlainRemote extends Omit<
    Remote,
    "password" | "bearerToken" | "clientKey" | "clientSecret" | "secretSource"
> {
    url: string;
    username?: string;
    ca?: string;
    clientCertificate?: string;
    tenant?: string;
    proxyUrl?: string;
    headers?: Record<string, string>;
}

/** A remote, and where in its list it stands: those that cannot be read are left out. */
export interface ReadRemote {
    remote: PlainRemote;
    index: number;
}

/** The name of what belongs to a remote, where it stands by remote: "prometheus/primary". */
export function entryOf({ kind, name }: Pick<Remote, "kind" | "name">): string {
    return `${kind}/${name}`;
}
