"""The application: routes, forms of answers, and what holds for every answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.model.errors import GeoError

from . import pages
from .collections import Collection
from .documents import (
    CONFORMANCE,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    SCHEMA,
    about,
    described,
    landing,
    link,
    listed,
    queryables_of,
    schema_of,
)
from .guard import App, Guard, json_answer, problem
from .openapi import definition
from .parameters import Pairs, known_only, once, question
from .snapshot import Current, Snapshot
from .values import ParameterError

__all__ = ["application"]


class NotFoundError(GeoError):
    """There is nothing at an address."""


def application(current: Current, names: Iterable[str] = ()) -> App:
    """The service as an ASGI application.

    Parameters
    ----------
    current : Current
        What is served.
    names : iterable of str
        Names of this machine, besides ``localhost`` and addresses in numbers, under which it may be asked. A page
        somewhere in the web can let a name of its own lead to this machine (DNS rebinding); it is refused by its name.
    """
    answers = _Answers(current)
    routes = [
        Route("/", answers.landing),
        Route("/map", answers.map),
        Route("/api", answers.api),
        Route("/conformance", answers.conformance),
        Route("/collections", answers.collections),
        Route("/collections/{name}", answers.collection),
        Route("/collections/{name}/schema", answers.schema),
        Route("/collections/{name}/queryables", answers.queryables),
        Route("/collections/{name}/items", answers.items),
        Route("/collections/{name}/items/{id:path}", answers.item),
        Route("/search", answers.search),
        Route("/reverse", answers.reverse),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            ParameterError: lambda request, error: problem(400, str(error)),
            NotFoundError: lambda request, error: problem(404, str(error)),
            404: lambda request, error: problem(
                404, f"there is nothing at {request.url.path[:200]}; see {_base(request)}/"
            ),
            405: lambda request, error: problem(405, "this service is only read: GET and HEAD"),
            Exception: lambda request, error: problem(
                500, "the request could not be answered; the log says why"
            ),
        },
    )
    return Guard(app, names)


def _page(text: str, policy: str = pages.POLICY) -> Response:
    headers = {
        "Content-Type": f"{HTML}; charset=utf-8",
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
    }
    return Response(text, 200, headers)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _pairs(request: Request) -> Pairs:
    return request.query_params.multi_items()


def _wants_page(request: Request, pairs: Pairs) -> bool:
    """Whether a web page is asked for: by ``f``, else by the header Accept, where JSON is not preferred."""
    form = once(pairs, "f")
    if form is not None:
        return form == "html"
    best = {"html": 0.0, "json": 0.0}
    for part in request.headers.get("accept", "").split(","):
        type_, *more = (one.strip().lower() for one in part.split(";"))
        quality = next((one[2:] for one in more if one.startswith("q=")), "1")
        kind = "html" if type_ in (HTML, "application/xhtml+xml") else "json" if "json" in type_ else ""
        if kind and re.fullmatch(r"[01](\.\d+)?", quality):
            best[kind] = max(best[kind], float(quality))
    return best["html"] > best["json"]


class _Answers:
    """The answers of the service; each looks at one snapshot from its beginning to its end."""

    def __init__(self, current: Current) -> None:
        self._current = current

    def landing(self, request: Request) -> Response:
        ready, base = self._current.snapshot, _base(request)
        pairs = _checked(request)
        document = landing(base, ready)
        if not _wants_page(request, pairs):
            return json_answer(document)
        links = [("/map", "The map", "all of it on one page, with filters")]
        links += [
            (
                f"/collections/{name}/items",
                name.capitalize(),
                f"{ready.sizes[name]:,}: {one.layer.description}",
            )
            for name, one in ready.collections.items()
        ]
        links += [
            ("/collections", "Collections", "what each column means"),
            ("/api", "Definition", "parameters of this service (OpenAPI)"),
            ("/conformance", "Conformance", "standards that this service keeps"),
            ("/search?q=Songchon", "Search", "places of a name, in Nominatim's form"),
            ("/reverse?lat=39.25&lon=126.22", "Reverse", "the place at a point"),
        ]
        return _page(pages.page(document["title"], words=document["description"], links=links))

    def map(self, request: Request) -> Response:
        known_only(_pairs(request), ())
        ready = self._current.snapshot
        return _page(ready.page, ready.policy)  # type: ignore[arg-type]

    def api(self, request: Request) -> Response:
        pairs = _checked(request)
        document = definition(_base(request), self._current.snapshot)
        if not _wants_page(request, pairs):
            return json_answer(document, OPENAPI)
        rows = [
            (path, one["name"], one["in"], one.get("description", ""))
            for path, methods in document["paths"].items()
            for one in methods["get"]["parameters"] or [{"name": "", "in": "", "description": ""}]
        ]
        links = [("/api?f=json", "As OpenAPI 3.0", "for programs")]
        return _page(
            pages.page(
                "Definition",
                crumbs=_HOME,
                links=links,
                columns=("path", "parameter", "in", "what it is"),
                rows=rows,
            )
        )

    def conformance(self, request: Request) -> Response:
        if not _wants_page(request, _checked(request)):
            return json_answer(CONFORMANCE)
        rows = [(name,) for name in CONFORMANCE["conformsTo"]]
        return _page(pages.page("Conformance", crumbs=_HOME, columns=("class",), rows=rows))

    def collections(self, request: Request) -> Response:
        ready = self._current.snapshot
        if not _wants_page(request, _checked(request)):
            return json_answer(listed(_base(request), ready))
        links = [
            (f"/collections/{name}", name.capitalize(), f"{ready.sizes[name]:,}: {one.layer.description}")
            for name, one in ready.collections.items()
        ]
        return _page(pages.page("Collections", crumbs=_HOME, links=links))

    def collection(self, request: Request) -> Response:
        ready, one = self._asked(request)
        document = described(_base(request), ready, one)
        if not _wants_page(request, _checked(request)):
            return json_answer(document)
        links = [(f"/collections/{one.name}/items", "Its features", f"{ready.sizes[one.name]:,}")]
        rows = [(column.name, column.kind, column.description) for column in one.layer.columns]
        return _page(
            pages.page(
                one.name.capitalize(), words=document["description"].replace("`", ""), crumbs=_TO_COLLECTIONS,
                links=links, columns=("column", "holds", "what it is"), rows=rows,
            )
        )  # fmt: skip

    def schema(self, request: Request) -> Response:
        _, one = self._asked(request)
        _checked(request)
        return json_answer(schema_of(_base(request), one), SCHEMA)

    def queryables(self, request: Request) -> Response:
        _, one = self._asked(request)
        _checked(request)
        return json_answer(queryables_of(_base(request), one), SCHEMA)

    def items(self, request: Request) -> Response:
        ready, one = self._asked(request)
        pairs = _pairs(request)
        asked = question(pairs, one)
        found = ready.features.page(one, asked)
        path = f"/collections/{one.name}/items"
        around = {"prev": asked.offset - asked.limit if asked.offset else None,
                  "next": after if (after := asked.offset + asked.limit) < found.matched else None}  # fmt: skip
        turn = {name: _turned(path, pairs, max(0, at)) for name, at in around.items() if at is not None}
        if _wants_page(request, pairs):
            first = asked.offset + 1 if found.features else 0
            words = f"{first:,} to {asked.offset + len(found.features):,} of {found.matched:,}"
            return _page(_table(one, found.features, words, turn))
        base = _base(request)
        query = urlencode([pair for pair in pairs if pair[0] != "f"])
        links = about(base, f"{path}?{query}" if query else path, GEOJSON)
        links += [
            link(f"{base}{address}&f=json", name, GEOJSON, f"{name} page") for name, address in turn.items()
        ]
        links.append(link(f"{base}/collections/{one.name}", "collection", JSON, one.name))
        return json_answer(
            {
                "type": "FeatureCollection",
                "numberMatched": found.matched,
                "numberReturned": len(found.features),
                "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "links": links,
                "features": found.features,
            },
            GEOJSON,
        )

    def item(self, request: Request) -> Response:
        ready, one = self._asked(request)
        pairs = _checked(request)
        id_ = request.path_params["id"]
        found = ready.features.one(one, id_)
        if found is None:
            raise NotFoundError(f"{one.name} has none of the id {id_[:100]!r}")
        path = _of_item(one, id_)
        if _wants_page(request, pairs):
            rows = [
                (name, value)
                for name, value in found["properties"].items()
                if value not in (None, "", [], {})
            ]
            crumbs = (*_TO_COLLECTIONS, (f"/collections/{one.name}/items", one.name.capitalize()))
            return _page(pages.page(id_, crumbs=crumbs, columns=("column", "value"), rows=rows))
        base = _base(request)
        above = link(f"{base}/collections/{one.name}", "collection", JSON, one.name)
        return json_answer({**found, "links": [*about(base, path, GEOJSON), above]}, GEOJSON)

    def search(self, request: Request) -> Response:
        pairs = _pairs(request)
        return json_answer(self._current.snapshot.places.search(pairs), _type_of(pairs))

    def reverse(self, request: Request) -> Response:
        pairs = _pairs(request)
        return json_answer(self._current.snapshot.places.reverse(pairs), _type_of(pairs))

    def _asked(self, request: Request) -> tuple[Snapshot, Collection]:
        ready, name = self._current.snapshot, request.path_params["name"]
        if name not in ready.collections:
            known = ", ".join(ready.collections)
            raise NotFoundError(f"there is no collection {name[:60]!r}; there are {known}")
        return ready, ready.collections[name]


_HOME = (("/", "Start"),)
_TO_COLLECTIONS = (*_HOME, ("/collections", "Collections"))


def _checked(request: Request) -> Pairs:
    """The parameters of a request that takes no other than the form of the answer."""
    pairs = _pairs(request)
    known_only(pairs, ("f",))
    return pairs


def _type_of(pairs: Pairs) -> str:
    return GEOJSON if ("format", "geojson") in pairs else JSON


def _of_item(one: Collection, id_: str) -> str:
    return f"/collections/{one.name}/items/{quote(id_, safe='')}"


def _turned(path: str, pairs: Pairs, offset: int) -> str:
    """The address of another page of the same question."""
    kept = [pair for pair in pairs if pair[0] not in ("offset", "f")]
    return f"{path}?{urlencode([*kept, ('offset', str(offset))])}"


def _table(one: Collection, features: list[dict[str, Any]], words: str, turn: dict[str, str]) -> str:
    """Features as a web page: the id, and the columns that have values, without keys of other layers."""
    keys = {one.key, *(reference.column for reference in one.layer.refers)}
    names = [
        column.name
        for column in one.layer.columns
        if column.kind != "object"
        and column.name not in keys
        and any(feature["properties"][column.name] not in (None, "", []) for feature in features)
    ]
    rows = [
        [(_of_item(one, feature["id"]), feature["id"]), *(feature["properties"][name] for name in names)]
        for feature in features
    ]
    texts = {"prev": "Back", "next": "Further"}
    return pages.page(
        one.name.capitalize(),
        words=words,
        crumbs=(*_TO_COLLECTIONS, (f"/collections/{one.name}", one.name.capitalize())),
        columns=(one.key, *names),
        rows=rows,
        turn=[(f"{address}&f=html", texts[name]) for name, address in turn.items()],
    )
