// Package iamauth has the names that others mention, and nothing behind them.
package iamauth

import vaultutil "github.com/external-secrets/external-secrets/pkg/provider/vault/util"

// STSProvider would ask AWS for credentials.
type STSProvider func()

var (
	// DefaultJWTProvider would ask the cluster for a token.
	DefaultJWTProvider vaultutil.JwtProviderFactory
	// DefaultSTSProvider would ask AWS for credentials.
	DefaultSTSProvider STSProvider
)
