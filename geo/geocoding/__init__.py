"""A name, a phrase or a point to places; the geopy adapter, online services and their cache."""
