// Package converter converts nothing: configurations of other programs are not read here, and their converters import every
// component that there is.
package converter

import (
	"fmt"

	"github.com/grafana/alloy/internal/converter/diag"
)

// Input is the kind of another program's configuration.
type Input string

// SupportedFormats is what can be converted.
var SupportedFormats []string

// Convert fails.
func Convert(_ []byte, kind Input, _ []string) ([]byte, diag.Diagnostics) {
	var diags diag.Diagnostics
	diags.Add(diag.SeverityLevelCritical, fmt.Sprintf("%q is not converted: the converters are left out of this Alloy", kind))
	return nil, diags
}
