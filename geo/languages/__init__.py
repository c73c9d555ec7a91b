"""One folder a language, all of one shape; nothing outside of them holds words of a language."""
