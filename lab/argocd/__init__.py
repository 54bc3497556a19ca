"""Argo CD, and the Git repository that it reads."""
