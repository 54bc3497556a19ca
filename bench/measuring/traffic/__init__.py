"""The measurements of balancers with the same traffic."""
