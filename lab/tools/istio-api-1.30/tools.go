//go:build tools

// Package tools pins the API of Istio 1.30: the lab takes its custom resource definitions.
package tools

import (
	_ "istio.io/api/networking/v1"
)
