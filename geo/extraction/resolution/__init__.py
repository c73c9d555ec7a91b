"""Toponym resolution: from a mention to a place of the gazetteer, by ordered and named rules."""
