"""How Sphinx builds the documentation; ``docs/build.py`` lays out the sources and calls it."""

from __future__ import annotations

import geo

project = "dprk-geo"
author = "the dprk-geo authors"
copyright = "2026, the dprk-geo authors"
release = geo.__version__
version = geo.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
]
toc_object_entries_show_parents = "hide"
root_doc = "index"
exclude_patterns = ["data/samples/articles"]

autosummary_generate = False
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
# Aliases of types, which Sphinx takes for classes, and a method that matplotlib writes into its subclasses.
autodoc_default_options = {
    "exclude-members": (
        "Alternatives, Answer, Array, BlockKey, Crumb, P, B, Point, Resolved, RowSource, Tile, WrittenNames, set"
    )
}
autodoc_inherit_docstrings = False  # those of matplotlib and geopy use roles of their own
numpydoc_show_class_members = False

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_ipywidgets_js = {}

suppress_warnings = [
    "ref.python",  # a public name has a page of its own beside that of its module: either is a right target
]

html_theme = "furo"
html_title = f"dprk-geo {geo.__version__}"
html_static_path = ["_static"]
html_css_files = ["frames.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_search_summary = False  # it would fetch the pages, which a browser refuses for files
