"""A local service on results: the page, an API by OGC API Features, and geocoding in Nominatim's form."""
