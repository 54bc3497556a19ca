"""What no schema sees: fields that istiod doesn't read, settings that drop another one, extensions a proxy lacks.

All of it was read in istiod's source, by release, and is kept as data: tables of fields and operations, and the lists
of the extensions in Istio's own proxy builds. Objects are judged as they stand in the YAML, whoever wrote them.
"""
