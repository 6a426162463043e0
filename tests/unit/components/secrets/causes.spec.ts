import * as assert from "node:assert/strict";

import { likelyCause } from "../../../../components/secrets/causes";

/** As the operator begins what it says of a store, and of an ExternalSecret. */
const store = "InvalidProviderConfig: unable to create client: ";
const entry =
    "SecretSyncedError: could not get secret data from provider: error processing spec.data[0] " +
    "(key: grafana/alloy/vm-cluster/prometheus/local), err: ";
const userPass = "unable to log in to auth method: unable to log in with userpass auth: ";
const kubernetes = "unable to log in to auth method: unable to log in with Kubernetes auth: ";
const put = (path: string) => `Put "https://192.0.2.10:8200/v1/${path}": `;
const answer = (method: string, path: string, code: number, error: string) =>
    `Error making API request.\n\nURL: ${method} http://192.0.2.10:8200/v1/${path}\nCode: ${code}. Errors:\n\n* ${error}`;
const userLogin = "auth/userpass/login/eso-user";
const roleLogin = "auth/kubernetes/login";

/** What External Secrets 0.20.4 says, with Vault 1.21's own answers, and what stands behind it. */
const table: [what: string, said: string, likely: RegExp, advice: RegExp][] = [
    [
        "a certificate authority that isn't given",
        store +
            userPass +
            put(userLogin) +
            "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        /authority/,
        /CA certificate/,
    ],
    [
        "a certificate for another name",
        store +
            userPass +
            put(userLogin) +
            "tls: failed to verify certificate: x509: certificate is valid for 127.0.0.1, not 192.0.2.10",
        /another name/,
        /certificate names/,
    ],
    [
        "a certificate without the address",
        store +
            userPass +
            put(userLogin) +
            "tls: failed to verify certificate: x509: cannot validate certificate for 192.0.2.10 because it doesn't contain any IP SANs",
        /another name/,
        /certificate names/,
    ],
    [
        "a certificate that has expired",
        store +
            userPass +
            put(userLogin) +
            "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-02T00:00:00Z is after 2026-01-01T00:00:00Z",
        /expired/,
        /renew it/,
    ],
    [
        "no certificate where one should be",
        `${store}cannot set Vault CA certificate: failed to parse certificates from CertPool`,
        /is no certificate/,
        /PEM/,
    ],
    [
        "https to a Vault without TLS",
        `${store}${userPass}${put(userLogin)}http: server gave HTTP response to HTTPS client`,
        /does not speak TLS/,
        /http:\/\//,
    ],
    [
        "http to a Vault with TLS",
        store + userPass + answer("PUT", userLogin, 400, "Client sent an HTTP request to an HTTPS server."),
        /speaks TLS/,
        /https:\/\//,
    ],
    [
        "an address without a route",
        `${store}${userPass}${put(userLogin)}dial tcp 192.0.2.77:8200: connect: no route to host`,
        /address is wrong/,
        /correct the address/,
    ],
    [
        "an address where nobody answers",
        `${store}${userPass}${put(userLogin)}dial tcp 192.0.2.77:8200: i/o timeout`,
        /firewall/,
        /let them through/,
    ],
    [
        "a port where nothing listens",
        `${store}${userPass}${put(userLogin)}dial tcp 192.0.2.10:8201: connect: connection refused`,
        /nothing listens/,
        /start Vault/,
    ],
    [
        "a name that nobody knows",
        `${store}${userPass}${put(userLogin)}dial tcp: lookup vault.example.com on 10.96.0.10:53: no such host`,
        /name service/,
        /correct the name/,
    ],
    [
        "a sealed Vault",
        store + userPass + answer("PUT", userLogin, 503, "Vault is sealed"),
        /sealed/,
        /unseal/,
    ],
    [
        "a wrong password",
        store + userPass + answer("PUT", userLogin, 400, "invalid username or password"),
        /another password/,
        /as they are in Vault/,
    ],
    [
        "a userpass mount that isn't there",
        store + userPass + answer("PUT", "auth/other/login/eso-user", 403, "permission denied"),
        /no login method mounted/,
        /mount's path/,
    ],
    [
        "a deleted Secret with the password",
        `${store}cannot get Kubernetes secret "vault-credentials" from namespace "kube-system": Secret "vault-credentials" not found`,
        /was deleted/,
        /pulumi up --refresh/,
    ],
    [
        "a service account that isn't there",
        `${store}cannot request Kubernetes service account token for service account "external-secrets": cannot get Kubernetes service account "external-secrets": ServiceAccount "external-secrets" not found`,
        /service account has another name/,
        /pods run as/,
    ],
    [
        "a role for another service account",
        store + kubernetes + answer("PUT", roleLogin, 403, "service account name not authorized"),
        /another service account/,
        /bind it/,
    ],
    [
        "a role for another namespace",
        store + kubernetes + answer("PUT", roleLogin, 403, "namespace not authorized"),
        /another service account/,
        /bind it/,
    ],
    [
        "a role that isn't there",
        store + kubernetes + answer("PUT", roleLogin, 400, 'invalid role name "external-secrets"'),
        /no role/,
        /have it created/,
    ],
    [
        "a cluster that Vault cannot ask",
        store + kubernetes + answer("PUT", roleLogin, 403, "permission denied"),
        /cannot ask this cluster/,
        /CA certificate in its config/,
    ],
    [
        "a policy that is missing",
        `${entry}cannot read secret data from Vault: ${answer("GET", "secret/data/grafana/alloy/vm-cluster/prometheus/local", 403, "1 error occurred:\n\t* permission denied")}`,
        /policy/,
        /pulumi up --refresh/,
    ],
    [
        "a token of a Vault that was restarted",
        `${entry}cannot read secret data from Vault: ${answer("GET", "secret/data/x", 403, "2 errors occurred:\n\t* permission denied\n\t* invalid token")}`,
        /restarted/,
        /logs in again/,
    ],
    [
        "an entry that is missing",
        `${entry}Secret does not exist`,
        /nothing at the path/,
        /put the entry there/,
    ],
    [
        "an entry without the property",
        `${entry}cannot find secret data for key: "password"`,
        /lacks that property/,
        /put it into the entry/,
    ],
    [
        "a store that isn't ready",
        'SecretSyncedError: could not get secret data from provider: ClusterSecretStore "vault-secret-store" is not ready',
        /the store is not ready/,
        /line about the store/,
    ],
    [
        "a store for another namespace",
        'SecretSyncedError: could not get secret data from provider: using cluster store "vault-secret-store" is not allowed from namespace "grafana-alloy": denied by spec.condition',
        /agents' namespace/,
        /pulumi up --refresh/,
    ],
];

describe("the likely cause of what the operator says", () => {
    for (const [what, said, likely, advice] of table) {
        it(`is ${what}`, () => {
            const [, cause = "", action = ""] =
                /^likely: (.*), do: (.*)$/.exec(likelyCause(said) ?? "none") ?? [];
            assert.match(cause, likely);
            assert.match(action, advice);
        });
    }

    it("is left out where nothing is known of it", () => {
        assert.equal(likelyCause("the operator has not looked at it"), undefined);
    });
});
