"""What follows from a specification, still without YAML: targets, times, policies, routes and the gateway's patches.

`Plan` derives each of these once, when it is first needed. Everything in this package is a frozen value. Resource
modules write what they find in the plan, and decide nothing.
"""
