"""What a user can specify: frozen pydantic types that don't depend on cdk8s."""
