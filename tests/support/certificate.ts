import { createPrivateKey } from "node:crypto";

/** A certificate that was made for the tests and vouches for nothing, until 2126. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUD2C00l3tEQ/GqueM8EkL1Sx1Ir0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRYWxsb3ktc3RhY2sgdGVzdHMwIBcNMjYxMTIzMTUxMjU3WhgP
MjEyNjEwMzAxNTEyNTdaMBwxGjAYBgNVBAMMEWFsbG95LXN0YWNrIHRlc3RzMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdN0ZWti1hEy3GvYTx/ZFLR3MifR/xL+i
kgRZEyQW6vIrEnEC+JlsQWX5ae5z+0vO6cb3j4xbgxjl/WXHsfQ83qNTMFEwHQYD
VR0OBBYEFKlySfvJ54lIqMG/n0Hdg3nwr3uOMB8GA1UdIwQYMBaAFKlySfvJ54lI
qMG/n0Hdg3nwr3uOMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIh
AL33Wai/vwq0EHhk6YxHdcnopEne6F31Fr/bvfyqs0/JAiAZOl/MCwRac6JSrtFY
wjR4+5HqduIUihn7l8mDONxnKg==
-----END CERTIFICATE-----
`;

/** Its private key, as PEM. */
export const privateKey = createPrivateKey({
    format: "jwk",
    key: {
        kty: "EC",
        crv: "P-256",
        x: "dN0ZWti1hEy3GvYTx_ZFLR3MifR_xL-ikgRZEyQW6vI",
        y: "KxJxAviZbEFl-Wnuc_tLzunG94-MW4MY5f1lx7H0PN4",
        d: "QxQfFW77g0vkIw05RbTV3028AovffMHrCu2ls1RlppE",
    },
}).export({ type: "pkcs8", format: "pem" }) as string;

/** Another one, whose private key nobody has. */
export const otherCertificate = `-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUcRZuhqqOQnaaM13xx1TRXTeydCkwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjMxNTA4MDJaGA8yMTI2MTAz
MDE1MDgwMlowFTETMBEGA1UEAwwKRXhhbXBsZSBDQTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABMYuYtPKy90YDtPzwkfPiqVwdKTHmiA/jTlWwjgTHv0HYsIhkrrx
9R3tb4t799iDpaKKSYZIfQ6TtRas+ZIncbCjUzBRMB0GA1UdDgQWBBQio68s9i96
NFr6jrrboE9UnOq3UDAfBgNVHSMEGDAWgBQio68s9i96NFr6jrrboE9UnOq3UDAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDqA+QMsOIhkvn12xjG
j5mGBTGreWPOSVH9Brf22cpEEQIgIVq8tUwp7FJGFIYY+jjGMl1OXw4F6C/Xgx1k
j3NESNs=
-----END CERTIFICATE-----
`;
