"""The program `llm-api-mesh`: `app.py` has the table of commands, each of which is a module beside it.

A command's module is imported when the command runs. None imports cdk8s itself: only what writes or inspects objects of
a program starts Node.js. `checking/` finds problems, `printing/` writes them, and `new_project/` is what `init` copies.
"""
