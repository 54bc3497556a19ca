//go:build tools

// Package tools pins the Gateway API: the lab takes its custom resource definitions.
package tools

import (
	_ "sigs.k8s.io/gateway-api/pkg/consts"
)
