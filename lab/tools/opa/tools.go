//go:build tools

// Package tools pins Open Policy Agent with its plugin for Envoy.
package tools

import (
	_ "github.com/open-policy-agent/opa-envoy-plugin/plugin"
	_ "github.com/open-policy-agent/opa/cmd"
)
