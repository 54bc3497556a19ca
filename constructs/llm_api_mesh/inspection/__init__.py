"""The inspection: what is wrong in objects as they would be written, no matter who declared or patched them.

`charts.py` inspects charts, `objects.py` the objects of one file by the rules of `rules/`, and `escape_hatch.py` each
patch. `shortcut.py` finds the few charts that have to be inspected.
"""
