/** The dev Vault's container. */
export const containerName = "solo-weaver-vault";

/** The token that may do everything in a dev Vault. Known to everybody: it holds no secrets. */
export const devRootToken = "devtoken";

/** Where a dev Vault listens, on this machine and in its container. */
export const port = 8200;
export const address = `http://127.0.0.1:${port}`;

/** The policy and the user of the External Secrets Operator in it. */
export const devPolicy = "eso-policy";
export const devUser = "eso-user";
