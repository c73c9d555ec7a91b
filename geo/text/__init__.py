"""Characters: normalisation, romanization, spans, dates, safe printing."""
