import { AlloyStack, LoginMethod, RemoteLogin, SecretSource } from "alloy-stack";

// Vault's owners write the remote's token, and let the operator log in with its service account: nothing here knows a secret.
export const { secretNames, vaultPaths } = new AlloyStack("agent", {
    clusterName: "prod-west",
    lokiRemotes: [
        {
            name: "central",
            url: "https://loki.example.com/loki/api/v1/push",
            login: RemoteLogin.BearerToken,
            secretSource: SecretSource.Vault,
        },
    ],
    vault: {
        address: "https://vault.example.com:8200",
        namespace: "platform",
        kvMount: "teams",
        readOnly: true,
    },
    esoLogin: { method: LoginMethod.Kubernetes, mount: "prod-west", role: "observability" },
});
