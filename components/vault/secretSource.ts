/** Where a remote's secrets come from. A changed one takes its way from there, and from nowhere else. */
export enum SecretSource {
    /** The args, or the stack's configuration. They are written into Vault. */
    Config = "config",
    /**
     * Nobody says what they are: they are generated once, written into Vault, and kept. A dev Vault that lost them gets new
     * ones, and the local servers with it.
     */
    Generated = "generated",
    /** Vault's owners write them. Nothing is written, and the update fails with their path while they are not there. */
    Vault = "vault",
    /** Others make the Secret in the cluster that existingSecret names. Vault is not used. */
    Secret = "secret",
}
