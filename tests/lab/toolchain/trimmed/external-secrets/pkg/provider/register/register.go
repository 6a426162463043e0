// Package register imports the providers that the lab's stores use: Vault, and the fake one of tests. The others, some forty,
// bring the clients of every cloud.
package register

import (
	_ "github.com/external-secrets/external-secrets/pkg/provider/fake"
	_ "github.com/external-secrets/external-secrets/pkg/provider/vault"
)
