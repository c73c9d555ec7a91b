"""Coreference of reports: which events of different articles are one happening, and which source each relies on.

A *happening* is an occurrence that one or more reports describe.
"""
