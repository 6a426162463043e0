/** The objects of one resource type. */
export interface ObjectKind {
    apiVersion: string;
    kind: string;
    /** The resource is no object of its own, but some fields of one. */
    patch: boolean;
}

const typed = [
    "kubernetes:core/v1:Namespace",
    "kubernetes:core/v1:Secret",
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:core/v1:Service",
    "kubernetes:core/v1:ServiceAccount",
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
];
const custom = /^kubernetes:((?:external-secrets\.io|monitoring\.coreos\.com)\/v\w+):(\w+?)(Patch)?$/;

export const servedObjects = [
    ...typed,
    "the custom resources of external-secrets.io and monitoring.coreos.com, and patches of all of these",
];

/** The kind that a type token names, if it is served. */
export function objectKind(token: string): ObjectKind | undefined {
    const whole = token.replace(/Patch$/, "");
    if (typed.includes(whole)) {
        const [, apiVersion = "", kind = ""] = whole.split(":");
        return { apiVersion: apiVersion.replace(/^core\//, ""), kind, patch: whole !== token };
    }
    const [, apiVersion = "", kind = "", patch] = custom.exec(token) ?? [];
    return kind ? { apiVersion, kind, patch: patch !== undefined } : undefined;
}
