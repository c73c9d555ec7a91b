"""Combine articles and tables: records, site register, coreference, matching, timelines, corrections."""
