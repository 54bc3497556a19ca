"""What follows from a checked specification: routes in their order, timers, retries and policies, still without YAML.

Everything here is a frozen value. Resource modules write what they find here and decide nothing.
"""
