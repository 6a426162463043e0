package operations

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

// The command "logs" is left out for all of them: it asks the clouds whose resources a stack has.
var errLeftOut = errors.New("the logs of clouds are left out of this build")

// AWSOperationsProvider fails.
func AWSOperationsProvider(context.Context, map[config.Key]string, *Resource) (Provider, error) {
	return nil, errLeftOut
}

// CloudOperationsProvider fails.
func CloudOperationsProvider(map[config.Key]string, *Resource) (Provider, error) {
	return nil, errLeftOut
}

// GCPOperationsProvider fails.
func GCPOperationsProvider(context.Context, map[config.Key]string, *Resource) (Provider, error) {
	return nil, errLeftOut
}
