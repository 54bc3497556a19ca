"""The YAML of described objects, written without Node.js: the bytes that cdk8s would write."""
