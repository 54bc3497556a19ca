"""The typed specification: what a user can say about a mesh. Nothing in here knows cdk8s."""
