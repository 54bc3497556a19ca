//go:build tools

// Package tools pins the endpoint picker of the Gateway API's inference extension, and its custom resource definition.
package tools

import (
	_ "sigs.k8s.io/gateway-api-inference-extension/cmd/epp/runner"
)
