"""Where requests go, read from the YAML of a folder: from a host at a Gateway through routes to backends.

`read_traffic` gives it as data (`model.py`). It needs neither the specification nor cdk8s. What it can't read is named,
with the reason.
"""
