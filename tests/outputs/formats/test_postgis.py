"""Layers in a PostGIS database: keys and indexes, a second run, other articles, errors in words."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo
from geo.api.results import Results
from geo.cli import main
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.formats.database_url import address
from geo.outputs.formats.layers import LAYERS, chosen
from geo.outputs.formats.postgis_lock import alone
from tests.support import SAMPLES
from tests.support.round_trips import differences, results, shorter

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
from psycopg import sql  # noqa: E402

from tests.support.postgres_server import server  # noqa: E402

NUMBERS = count()
SLOW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder() -> Iterator[str]:
    with (
        server() as folder,
        psycopg.connect(host=folder, user="dprk", dbname="postgres", autocommit=True) as base,
    ):
        base.execute("CREATE DATABASE korea")
        base.execute("CREATE DATABASE bare")
        base.execute("CREATE ROLE guest LOGIN")
        yield folder


@pytest.fixture
def schema(folder: str) -> str:
    """A schema that nobody has used yet; it is made by the export."""
    return f"run_{next(NUMBERS)}"


@pytest.fixture(scope="module")
def samples() -> Results:
    return geo.read(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=SAMPLES / "sites.csv")


def at(folder: str, schema: str, database: str = "korea", user: str = "dprk") -> str:
    return f"postgresql://{user}@/{database}?host={folder}&schema={schema}"


def ask(folder: str, question: Any, *values: Any) -> list[Any]:
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        return base.execute(question, values or None).fetchall()


def read(folder: str, schema: str) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with psycopg.connect(host=folder, user="dprk", dbname="korea", row_factory=psycopg.rows.dict_row) as base:
        for layer in LAYERS:
            drawn = sql.SQL(", ST_AsBinary(geom) AS geometry" if layer.geometry else "")
            question = sql.SQL("SELECT *{} FROM {} ORDER BY {}").format(
                drawn, sql.Identifier(schema, layer.name), sql.SQL(", ").join(map(sql.Identifier, layer.key))
            )
            rows = base.execute(question).fetchall()
            for row in rows:
                if layer.geometry:
                    row["geometry"] = shapely.from_wkb(row["geometry"])
                    del row["geom"]
            found[layer.name] = rows
    return found


def by_key(
    found: dict[str, list[dict[str, Any]]], name: str, without: tuple[str, ...] = ()
) -> dict[Any, Any]:
    key = chosen([name])[0].key
    return {
        tuple(row[k] for k in key): {n: v for n, v in row.items() if n not in without} for row in found[name]
    }


@SLOW
@given(found=results(), geometry=st.sampled_from(("point", "area")))
def test_every_layer_comes_back_as_it_was_and_a_second_run_changes_nothing(folder, found, geometry):
    schema = f"random_{next(NUMBERS)}"
    found.to_file(at(folder, schema), geometry=geometry)
    first = read(folder, schema)
    assert differences(found, first, "postgis", geometry) == []
    found.to_file(at(folder, schema), geometry=geometry)
    assert read(folder, schema) == first


@SLOW
@given(found=results(), data=st.data())
def test_what_a_second_run_over_the_same_articles_no_longer_finds_is_gone(folder, found, data):
    schema = f"random_{next(NUMBERS)}"
    found.to_file(at(folder, schema))
    if found.event_list:
        found = shorter(found, data.draw(st.sampled_from([e.event_id for e in found.event_list])))
    found.to_file(at(folder, schema))
    there = {row["event_id"] for row in read(folder, schema)["events"]}
    assert there == {e.event_id for e in found.event_list}


def test_the_tables_have_keys_indexes_and_words(samples, folder, schema):
    written = samples.to_file(at(folder, schema))
    assert written.rows["counties"] == 179
    keys = ask(folder, "SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
                       " WHERE connamespace = %s::regnamespace", schema)  # fmt: skip
    assert {t.split(".")[1] for t, kind, _ in keys if kind == "p"} == {layer.name for layer in LAYERS}
    assert sum(kind == "f" for _, kind, _ in keys) == sum(len(layer.refers) for layer in LAYERS)
    indexes = [d for (d,) in ask(folder, "SELECT indexdef FROM pg_indexes WHERE schemaname = %s", schema)]
    assert sum("USING gist (geom)" in d for d in indexes) == sum(
        layer.geometry is not None for layer in LAYERS
    )
    question = (
        "SELECT col_description(attrelid, attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = 'quote'"
    )
    words = ask(folder, question, f"{schema}.events")
    assert words == [("the sentence that says so",)]
    near = f"SELECT count(*) FROM {schema}.events e JOIN {schema}.counties c ON ST_Intersects(c.geom, e.geom)"
    assert ask(folder, near)[0][0] > 0


def test_runs_over_some_articles_after_others_are_as_one_run_over_all(samples, folder, schema):
    paths = sorted((SAMPLES / "articles").iterdir())
    given = {"records": SAMPLES / "records.csv", "sites": SAMPLES / "sites.csv"}
    for some in (paths[1::2], paths[::2], paths[1::2]):
        geo.read(some, **given).to_file(at(folder, schema))
    parts = read(folder, schema)
    samples.to_file(at(folder, f"{schema}_whole"))
    whole = read(folder, f"{schema}_whole")
    # Reports are compared with each other and with records, and sites get their best-known name, within a run.
    within = {
        "events": ("happening", "sources", "repeats", "records"),
        "sites": ("name", "event_ids", "rule"),
        "records": ("matched",),
    }
    for layer in chosen(["events", "sites", "mentions", "records", "articles", "counties", "provinces"]):
        without = within.get(layer.name, ())
        assert by_key(parts, layer.name, without) == by_key(whole, layer.name, without), layer.name
    for key, site in by_key(parts, "sites").items():
        assert set(site["event_ids"]) == set(by_key(whole, "sites")[key]["event_ids"])


def test_a_run_says_how_many_articles_it_replaced(samples, folder, schema, capsys):
    args = ["export", str(SAMPLES / "articles"), "-o", at(folder, schema)]
    assert main(args) == 0
    assert "replaced" not in capsys.readouterr().err
    assert main(args) == 0
    assert "16 articles were in the database before, their rows are replaced" in capsys.readouterr().err


def test_rows_that_a_table_of_records_has_no_longer_are_gone_and_others_stay(folder, schema, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("A mill was inaugurated in Haeju City on May 2, 2024.")
    head, *rows = ["id,date,type,place,description"] + [
        f"r{n},2024-05-0{n},inauguration,Haeju City,x" for n in (1, 2, 3)
    ]

    def run(name: str, lines: list[str]) -> None:
        (tmp_path / name).write_text("\n".join([head, *lines]))
        geo.read(article, records=tmp_path / name).to_file(at(folder, schema))

    run("one.csv", rows)
    run("two.csv", ["s1,2024-05-01,inauguration,Haeju City,x"])
    run("one.csv", rows[:2])
    there = by_key(read(folder, schema), "records")
    assert set(there) == {("r1",), ("r2",), ("s1",)}
    links = {key[1] for key in by_key(read(folder, schema), "links")}
    assert links, "links of an article are those of the last run over it"
    assert links <= {"r1", "r2"}
    assert there["s1",]["matched"] == []


def test_a_run_without_the_record_table_leaves_its_rows_but_no_ties_of_its_articles(samples, folder, schema):
    samples.to_file(at(folder, schema))
    geo.read(SAMPLES / "articles").to_file(at(folder, schema))
    found = read(folder, schema)
    assert (len(found["records"]), len(found["links"])) == (10, 0)
    assert not any(row["matched"] for row in found["records"])


def test_two_runs_at_once_are_one_after_the_other(samples, folder, schema):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: samples.to_file(at(folder, schema)), range(4)))
    assert len(read(folder, schema)["events"]) == len(samples.event_list)


def test_a_run_that_another_one_keeps_waiting_says_who_writes_and_changes_nothing(
    samples, folder, schema, monkeypatch
):
    samples.to_file(at(folder, schema))
    monkeypatch.setattr("geo.outputs.formats.postgis_lock.WAIT_SECONDS", 1)
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as other:
        alone(other.cursor(), address(at(folder, schema)))
        with pytest.raises(
            UnreadableError, match=rf"another run writes to schema {schema} \(of user dprk, server"
        ):
            geo.read(SAMPLES / "articles").to_file(at(folder, schema))
        geo.read(SAMPLES / "articles").to_file(at(folder, f"{schema}_other"))
    assert len(read(folder, schema)["links"]) > 0
    geo.read(SAMPLES / "articles").to_file(at(folder, schema))


def test_a_table_of_an_earlier_version_gets_the_columns_that_it_lacks(samples, folder, schema):
    samples.to_file(at(folder, schema))
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        base.execute(
            sql.SQL("ALTER TABLE {} DROP COLUMN corrections").format(sql.Identifier(schema, "events"))
        )
    samples.to_file(at(folder, schema))
    assert all(row["corrections"] == [] for row in read(folder, schema)["events"])


def test_a_colleague_who_may_write_but_owns_nothing_can_run_it_too(samples, folder, schema):
    samples.to_file(at(folder, schema))
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        there = sql.Identifier(schema)
        base.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO guest").format(there))
        grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO guest"
        base.execute(sql.SQL(grant).format(there))
    written = samples.to_file(at(folder, schema, user="guest"))
    assert written.notes == ("16 articles were in the database before, their rows are replaced",)


@pytest.mark.parametrize(("given", "lacks"), [("", "USAGE"), ("GRANT USAGE ON SCHEMA {} TO guest", "CREATE")])
def test_a_user_without_rights_on_the_schema_is_told_so_and_nothing_is_written_elsewhere(
    samples, folder, schema, given, lacks
):
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        there = sql.Identifier(schema)
        base.execute(sql.SQL("CREATE SCHEMA {}").format(there))
        if given:
            base.execute(sql.SQL(given).format(there))
    tables = "SELECT count(*) FROM pg_tables WHERE tableowner = 'guest'"
    with pytest.raises(
        UnreadableError, match=f"guest lacks the right {lacks} on schema {schema}; ask its owner"
    ):
        samples.to_file(at(folder, schema, user="guest"))
    assert ask(folder, tables) == [(0,)]


@pytest.mark.parametrize("name", ['we"ird; DROP SCHEMA public', "한글", "select", "a.b"])
def test_any_name_of_a_schema_is_a_name_and_no_statement(samples, folder, name):
    from urllib.parse import quote

    samples.to_file(at(folder, quote(name)))
    assert len(read(folder, name)["events"]) == len(samples.event_list)
    assert ask(folder, "SELECT count(*) FROM pg_namespace WHERE nspname = 'public'") == [(1,)]


def test_a_run_that_fails_leaves_the_database_as_it_was(samples, folder, schema, monkeypatch):
    geo.read(SAMPLES / "articles").to_file(at(folder, schema))
    before = read(folder, schema)
    monkeypatch.setattr(
        "geo.outputs.formats.postgis.counted", lambda types: ("UPDATE sites SET name = NULL",)
    )
    with pytest.raises(UnreadableError, match="nothing was changed"):
        samples.to_file(at(folder, schema))
    assert read(folder, schema) == before


def test_somebody_elses_table_is_left_alone(samples, folder, schema):
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        base.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        base.execute(sql.SQL("CREATE TABLE {} (id int)").format(sql.Identifier(schema, "events")))
    with pytest.raises(OptionError, match="a table events that is not dprk-geo's"):
        samples.to_file(at(folder, schema))
    assert ask(folder, "SELECT count(*) FROM pg_tables WHERE schemaname = %s", schema) == [(1,)]


def test_a_server_database_right_or_extension_that_is_missing_is_reported_with_what_to_do(
    samples, folder, schema
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    for url, words in {
        f"postgresql://dprk@127.0.0.1:{port}/korea": "check host, port",
        at(folder, schema, "nowhere"): '"nowhere" does not exist',
        at(folder, schema, "bare", "guest"): "CREATE EXTENSION postgis",
    }.items():
        with pytest.raises(UnreadableError, match=words):
            samples.to_file(url)
    samples.to_file(at(folder, schema))
    with pytest.raises(UnreadableError, match="the user needs the right to create"):
        samples.to_file(at(folder, f"{schema}_other", user="guest"))
    with pytest.raises(OptionError, match="together; leave --layer out"):
        samples.to_file(at(folder, schema), layers=["events"])


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:s3cret@127.0.0.1:1/korea", "postgis://ann:s3%63ret@127.0.0.1:1/korea",
        "postgresql://ann@127.0.0.1:1/korea?password=s3cret", "postgresql://ann:s3cret@127.0.0.1:s3cret/korea",
        "postgresql://ann:s3cret@@127.0.0.1:1/x", "postgresql://ann:s3cret@127.0.0.1:1/korea?nonsense=s3cret",
        "postgresql://ann:a/s3cret@127.0.0.1:1/korea", "postgresql://ann:a?s3cret@127.0.0.1:1/korea",
    ],
)  # fmt: skip
def test_a_password_is_never_printed(url, capsys):
    assert main(["export", str(SAMPLES / "articles"), "-o", url]) == 2
    said = capsys.readouterr()
    assert "s3cret" not in said.err + said.out
    assert "s3%63ret" not in said.err + said.out
    assert "ann" in said.err


def test_an_address_that_is_none_is_reported_without_a_traceback(capsys):
    for url in ("postgresql://ann@localhost:x/\udcff", "postgis://%zz@/x", "postgres://[::1"):
        assert main(["export", str(SAMPLES / "articles"), "-o", url]) == 2
        assert "postgresql://USER@HOST/NAME" in capsys.readouterr().err


@pytest.mark.parametrize("schema", ["", "pg_catalog", "x" * 64])
def test_a_schema_that_cannot_be_is_refused_before_the_work(schema, capsys):
    url = f"postgresql://ann@localhost/korea?schema={schema}"
    assert main(["export", str(SAMPLES / "articles"), "-o", url]) == 2
    said = capsys.readouterr().err
    assert "no name for a schema" in said
    assert "articles read" not in said


def test_without_psycopg_a_message_gives_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(OptionError, match=r"dprk-geo\[postgis\]"):
        geo.read([]).to_file("postgresql://ann:s3cret@localhost/korea")
