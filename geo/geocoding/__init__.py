"""Geocode names, phrases and points; the geopy adapter, online services and their cache."""
