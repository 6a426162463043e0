package vault

import (
	"context"
	"errors"

	vaultiamauth "github.com/external-secrets/external-secrets/pkg/provider/vault/iamauth"
	vaultutil "github.com/external-secrets/external-secrets/pkg/provider/vault/util"
)

// The login with an identity of AWS is left out: it brings half of AWS's client.
func setIamAuthToken(_ context.Context, c *client, _ vaultutil.JwtProviderFactory, _ vaultiamauth.STSProvider) (bool, error) {
	if c.store.Auth.Iam == nil {
		return false, nil
	}
	return true, errors.New("the login of kind iam is left out of this build")
}
