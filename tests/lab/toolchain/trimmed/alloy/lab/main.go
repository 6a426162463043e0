// Alloy's command, with all its subcommands and flags. The released program is the same in the frame of an OpenTelemetry
// collector, which adds commands that nothing here uses.
package main

import (
	"os"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/grafana/alloy/internal/alloycli"
	"github.com/grafana/alloy/internal/build"
)

func main() {
	prometheus.MustRegister(build.NewCollector("alloy"))
	if alloycli.Command().Execute() != nil {
		os.Exit(1)
	}
}
