"""Mistakes that no schema finds: unread fields, settings that cancel each other, extensions that a proxy lacks.

All of it was read in istiod's source, by release. Fields, operations, and the extensions of Istio's proxy builds are
data. A rule yields problems whose paths start at the object.
"""
