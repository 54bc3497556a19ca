"""Pictures of traffic: Mermaid, SVG, and one page of HTML for all hosts, which needs nothing from the network.

`picture.py` has the boxes and arrows, `layout.py` their places, and a module for each format writes them.
"""
