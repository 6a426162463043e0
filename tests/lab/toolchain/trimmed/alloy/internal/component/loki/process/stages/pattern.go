package stages

import (
	"errors"
	"log/slog"
)

// PatternConfig is what a configuration says of stage.pattern.
type PatternConfig struct {
	Pattern          string  `alloy:"pattern,attr"`
	Source           *string `alloy:"source,attr,optional"`
	LabelsFromGroups bool    `alloy:"labels_from_groups,attr,optional"`
}

// The stage itself is left out: it is the one thing that needs a package of Loki's, whose licence is the AGPL.
func newPatternStage(*slog.Logger, PatternConfig) (Stage, error) {
	return nil, errors.New("stage.pattern is left out of this Alloy: use stage.regex")
}
