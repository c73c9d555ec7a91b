"""What many articles and tables say together: records, sites, coreference, matching, timelines, corrections."""
