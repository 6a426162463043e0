/** Who says what a remote's secrets are. A changed one takes its way from there, and from nowhere else. */
export enum SecretOwner {
    /** Whoever configures the stack, which writes them into Vault. */
    Config = "config",
    /**
     * Nobody: they are made up once, written into Vault, and kept. A dev Vault that was lost gets new ones, and the local
     * backend with it; agents have them a minute or two later.
     */
    Generated = "generated",
    /** Vault's owners: the stack expects them there and writes nothing. */
    Vault = "vault",
}
