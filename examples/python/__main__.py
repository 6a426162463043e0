import pulumi
import pulumi_alloy_stack as alloy
import pulumi_vault as vault

config = pulumi.Config()
address = "https://vault.example.com:8200"

agent = alloy.AlloyStack(
    "agent",
    cluster_name="prod-west",
    prometheus_remotes=[
        alloy.RemoteArgs(
            name="primary",
            url="https://prometheus.example.com/api/v1/write",
            username="agent",
            password=config.require_secret("prometheusPassword"),
        )
    ],
    vault=alloy.VaultArgs(address=address),
    eso_login=alloy.EsoLoginArgs(password=config.require_secret("esoPassword")),
    # The cluster is the one of KUBECONFIG; what may write into Vault is VAULT_TOKEN.
    opts=pulumi.ResourceOptions(providers=[vault.Provider("vault", address=address)]),
)
pulumi.export("namespace", agent.namespace)
pulumi.export("vaultPaths", agent.vault_paths)
