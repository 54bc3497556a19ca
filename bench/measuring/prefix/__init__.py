"""The measurements of balancers for prompts that share prefixes."""
