//go:build tools

// Package tools pins Kubernetes: the lab builds the API server and kubectl from it.
package tools

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
