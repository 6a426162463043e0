// Package okta has the names that Vault's second factors mention, and nothing behind them: the released one is larger than
// Vault's core, and nothing here logs in with Okta.
package okta

import (
	"context"
	"errors"
	"net/http"
)

// Configuration says how to reach Okta.
type Configuration struct{ Context context.Context }

// ConfigSetter sets something of a Configuration.
type ConfigSetter func(*Configuration)

// NewConfiguration fails, so nothing of the rest is ever called.
func NewConfiguration(...ConfigSetter) (*Configuration, error) {
	return nil, errors.New("Okta is left out of this build")
}

func WithToken(string) ConfigSetter  { return nil }
func WithOrgUrl(string) ConfigSetter { return nil }
func WithCache(bool) ConfigSetter    { return nil }

// APIClient asks Okta.
type APIClient struct {
	UserAPI       userAPI
	UserFactorAPI userFactorAPI
}

func NewAPIClient(*Configuration) *APIClient       { return nil }
func (c *APIClient) GetConfig() (r *Configuration) { return }

type userAPI struct{}
type userFactorAPI struct{}

func (userAPI) ListUsers(context.Context) (r usersRequest)                               { return }
func (userFactorAPI) ListFactors(context.Context, string) (r request[[]factor])          { return }
func (userFactorAPI) VerifyFactor(_ context.Context, _, _ string) (r request[*verified]) { return }
func (userFactorAPI) GetFactorTransactionStatus(_ context.Context, _, _, _ string) (r request[*transaction]) {
	return
}

type request[Answer any] struct{}

func (request[Answer]) Execute() (a Answer, _ *http.Response, _ error) { return }

type usersRequest struct{ request[[]user] }

func (r usersRequest) Filter(string) usersRequest { return r }

type user struct{}

func (user) GetId() string { return "" }

// UserFactorPush is a second factor on a telephone.
type UserFactorPush struct{ user }

type factor struct{ UserFactorPush *UserFactorPush }

type verified struct{ Links map[string]any }

func (*verified) GetFactorResult() string { return "" }

type transaction struct {
	UserFactorPushTransaction, UserFactorPushTransactionWaiting, UserFactorPushTransactionRejected, UserFactorPushTransactionTimeout *struct{}
}
