"""Find, resolve and map the places in reported text about North Korea."""

__version__ = "0.1.0"
