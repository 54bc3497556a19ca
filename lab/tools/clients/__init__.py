"""What applications call LLM APIs with: their versions, and the environment that has them."""
