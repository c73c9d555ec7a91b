"""SQL that merges a run's rows into a database: which old rows are deleted, and what is recomputed.

The run's rows are in temporary tables ``new_...`` with the columns of the schema of layers. A run replaces only what
came from the articles that it read and from its table of records.
"""

from __future__ import annotations

from geo.model.event_types import EventTypes

from .layers import count_column

__all__ = ["KEPT", "REPLACED", "STALE", "counted"]

REPLACED = {
    "{} articles were in the database before, their rows are replaced": """
        SELECT count(*) FROM articles JOIN new_articles USING (source_id)""",
    "{} records were in the database from another table, they are replaced by those of this one": """
        SELECT count(*) FROM records r JOIN new_records n USING (record_id)
        WHERE r.table_name IS DISTINCT FROM n.table_name""",
}
"""Notes about existing rows, each with the query for their number."""

KEPT = (
    """UPDATE new_sites n SET event_ids = n.event_ids || ARRAY(
         SELECT u.id FROM unnest(s.event_ids) WITH ORDINALITY u(id, place) JOIN events e ON e.event_id = u.id
         WHERE NOT EXISTS (SELECT 1 FROM new_articles a WHERE a.source_id = e.source_id) ORDER BY u.place)
       FROM sites s WHERE s.site_id = n.site_id""",
    """UPDATE new_sites n SET name = s.name, korean = coalesce(n.korean, s.korean), rule = s.rule,
         origin = s.origin || CASE WHEN s.origin LIKE '%user%' THEN '' ELSE ' and user' END
       FROM sites s WHERE s.site_id = n.site_id AND n.origin = 'user' AND EXISTS (
         SELECT 1 FROM mentions m WHERE m.site_id = s.site_id
         AND NOT EXISTS (SELECT 1 FROM new_articles a WHERE a.source_id = m.source_id))""",
)
"""Before sites are inserted: keep their events from other articles, and names that only those give a user's site."""

STALE = (
    """DELETE FROM links l USING events e, new_articles a
       WHERE e.event_id = l.event_id AND a.source_id = e.source_id AND NOT EXISTS (
         SELECT 1 FROM new_links n WHERE n.event_id = l.event_id AND n.record_id = l.record_id)""",
    """DELETE FROM mentions m USING new_articles a WHERE a.source_id = m.source_id
       AND NOT EXISTS (SELECT 1 FROM new_mentions n WHERE n.mention_id = m.mention_id)""",
    """DELETE FROM events e USING new_articles a WHERE a.source_id = e.source_id
       AND NOT EXISTS (SELECT 1 FROM new_events n WHERE n.event_id = e.event_id)""",
    """DELETE FROM records r WHERE table_name IN (SELECT table_name FROM new_records)
       AND NOT EXISTS (SELECT 1 FROM new_records n WHERE n.record_id = r.record_id)""",
    """DELETE FROM sites s WHERE origin NOT LIKE '%user%'
       AND NOT EXISTS (SELECT 1 FROM new_sites n WHERE n.site_id = s.site_id)
       AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.site_id = s.site_id)
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.site_id = s.site_id)""",
)
"""Delete rows that the run no longer found in its articles and table, and sites that nothing refers to any more."""


def _units(table: str, level: str, types: EventTypes) -> str:
    kinds = {count_column(t): f"count(event_id) FILTER (WHERE e.type = '{t}')" for t in types}
    counts = {
        "n_events": "count(event_id)",
        "n_candidates": "count(event_id) FILTER (WHERE status = 'candidate')",
        **kinds,
        "first_event": "min(date)",
        "last_event": "max(date)",
    }
    put = ", ".join(f"{column} = n.{column}" for column in counts)
    counted = ", ".join(f"{what} AS {column}" for column, what in counts.items())
    return f"""UPDATE {table} u SET {put} FROM (
        SELECT pcode, {counted} FROM {table} LEFT JOIN events e ON e.{level} = pcode GROUP BY pcode
      ) n WHERE n.pcode = u.pcode"""  # noqa: S608 - all of it is our own


def counted(types: EventTypes) -> tuple[str, ...]:
    """Statements that recompute derived columns: the events of units, the reports of sites, the links of records."""
    return (_units("provinces", "adm1", types), _units("counties", "adm2", types), *_COUNTED)


_COUNTED = (
    """UPDATE sites s SET event_ids = ARRAY(
         SELECT u.id FROM unnest(s.event_ids) WITH ORDINALITY u(id, place) JOIN events e ON e.event_id = u.id
         WHERE NOT EXISTS (SELECT 1 FROM new_articles a WHERE a.source_id = e.source_id) ORDER BY u.place)
       WHERE NOT EXISTS (SELECT 1 FROM new_sites n WHERE n.site_id = s.site_id)""",
    """UPDATE sites s SET n_events = cardinality(event_ids), n_mentions = m.n, first = m.first, last = m.last
       FROM (SELECT site_id, count(mention_id) AS n, min(a.date) AS first, max(a.date) AS last FROM sites
             LEFT JOIN mentions USING (site_id) LEFT JOIN articles a USING (source_id) GROUP BY site_id) m
       WHERE m.site_id = s.site_id
         AND (m.n > 0 OR NOT EXISTS (SELECT 1 FROM new_sites n WHERE n.site_id = s.site_id))""",
    """UPDATE records r SET matched = ARRAY(
         SELECT event_id FROM links l WHERE l.record_id = r.record_id ORDER BY score DESC, event_id)""",
    """UPDATE events e SET records = ARRAY(
         SELECT u.id FROM unnest(e.records) WITH ORDINALITY u(id, place) JOIN records r ON r.record_id = u.id
         ORDER BY u.place)
       WHERE EXISTS (SELECT 1 FROM unnest(e.records) id WHERE id NOT IN (SELECT record_id FROM records))""",
)
