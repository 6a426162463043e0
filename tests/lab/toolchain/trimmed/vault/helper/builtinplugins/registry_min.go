//go:build minimal

package builtinplugins

import kubernetes "github.com/hashicorp/vault-plugin-auth-kubernetes"

// A whole Vault has the login of Kubernetes built in; a minimal one has not.
func extendAddonPlugins(reg *registry) {
	reg.credentialBackends["kubernetes"] = credentialBackend{Factory: kubernetes.Factory}
}
