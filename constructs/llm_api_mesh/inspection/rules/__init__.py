"""What no schema checks: fields that istiod doesn't read, settings that cancel others, extensions that a proxy lacks.

All of it was read in istiod's source, by release. Fields, operations, and the extensions of Istio's proxy builds are
data. A rule yields problems whose paths start at the object.
"""
