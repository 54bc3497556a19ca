"""What differs between the YAML of two folders: by object, in words of traffic and of access, and in problems.

`compare` gives it as data (`report.py`), which `printing/` writes as text, Markdown or JSON.
"""
