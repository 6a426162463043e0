import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { formerType } from "../formerType";
import { Remote, secretName, secretsOf, vaultPath } from "../remotes";
import { renderObject } from "../templates";
import { Store } from "./secretStore";

export interface ExternalSecretsArgs {
    clusterName: string;
    namespace: pulumi.Input<string>;
    /** The path of Vault's key-value store. */
    kvMount: string;
    /** The remotes that need secrets. */
    remotes: Remote[];
    store: Store;
}

/**
 * The remotes' secrets as Secrets, one a remote: one that can't be had holds up no other.
 *
 * Nothing here waits for a secret to arrive: the agent starts without a password and sends what it kept once it is
 * there. Only a client certificate's private key is waited for, by the agent's pods themselves.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
    /** The Secrets that the operator makes of them. */
    readonly secretNames: string[];
    /** Known once the cluster has all ExternalSecrets; their secrets may come later. */
    readonly applied: pulumi.Output<unknown>;

    constructor(name: string, args: ExternalSecretsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:ExternalSecrets", name, {}, formerType("RemoteSecrets", options));
        const { storeName, revision } = args.store;
        this.secretNames = args.remotes.map(secretName);
        const created: pulumi.Output<string>[] = [];
        for (const remote of args.remotes) {
            const object = pulumi
                .all([args.namespace, storeName, revision])
                .apply(([namespace, store, storeRevision]) => {
                    const view = {
                        name: secretName(remote),
                        namespace,
                        store,
                        storeRevision,
                        vaultPath: keyOf(vaultPath(args.clusterName, remote), args.kvMount),
                        secrets: secretsOf(remote),
                    };
                    return renderObject("external-secret.yaml", view) as ExternalSecret;
                });
            const resource = new k8s.apiextensions.CustomResource(
                `${name}-${secretName(remote)}`,
                {
                    apiVersion: "external-secrets.io/v1",
                    kind: "ExternalSecret",
                    metadata: object.metadata,
                    spec: object.spec,
                },
                { parent: this, deleteBeforeReplace: true },
            );
            created.push(resource.id);
        }
        this.applied = pulumi.all(created);
        this.registerOutputs();
    }
}

/** The operator cuts the mount off a path that begins with the same words: such a path is given with the mount before it. */
function keyOf(path: string, kvMount: string): string {
    return path.startsWith(`${kvMount}/`) ? `${kvMount}/${path}` : path;
}

/** The parts of the template's object that are passed on. */
interface ExternalSecret {
    metadata: {
        name: string;
        namespace: string;
        labels: Record<string, string>;
        annotations: Record<string, string>;
    };
    spec: Record<string, unknown>;
}
