import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** A login for a registry of images. */
export interface RegistryLoginArgs {
    /** The registry, as the images name it. Example: "registry.example.com:5000". */
    server: pulumi.Input<string>;
    /** Who logs in. */
    username: pulumi.Input<string>;
    /** The password, or a token. It is kept encrypted in the state, and in a Secret in each of the stack's namespaces. */
    password: pulumi.Input<string>;
}

/** The name of the Secret that is made of it. */
export const registrySecretName = "alloy-stack-registry";

/** The login as a Secret of a namespace, as pods take it. */
export function registrySecret(
    resourceName: string,
    namespace: pulumi.Input<string>,
    { server, username, password }: RegistryLoginArgs,
    parent: pulumi.Resource,
): k8s.core.v1.Secret {
    const config = pulumi.all([server, username, password]).apply(([registry, name, secret]) => {
        const auth = Buffer.from(`${name}:${secret}`).toString("base64");
        return JSON.stringify({ auths: { [registry]: { username: name, password: secret, auth } } });
    });
    return new k8s.core.v1.Secret(
        resourceName,
        {
            metadata: {
                name: registrySecretName,
                namespace,
                labels: { "app.kubernetes.io/part-of": "alloy-stack" },
            },
            type: "kubernetes.io/dockerconfigjson",
            stringData: { ".dockerconfigjson": pulumi.secret(config) },
        },
        { parent, deleteBeforeReplace: true },
    );
}
