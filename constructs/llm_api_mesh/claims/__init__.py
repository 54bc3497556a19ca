"""Rules across the APIs and the LLM gateways of an app: what two of them would take, and what one needs of another."""
