//go:build tools

// Package tools pins Argo CD: one binary, which acts by the name in ARGOCD_BINARY_NAME.
package tools

import (
	_ "github.com/argoproj/argo-cd/v3/cmd"
)
