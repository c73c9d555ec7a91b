"""Happenings in the making: what several sentences tell of one event, put together once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from geo.model.entities import Mention
from geo.model.event_types import EventTypes
from geo.text.dates import DateFound

__all__ = ["NEAR", "Draft", "add_to_last", "fewest", "stands_alone"]


@dataclass(slots=True)
class Draft:
    """An event in the making: what a sentence tells, by its offsets ``start`` and ``end``.

    ``item`` tells apart the items of a list of news, each of which stands for itself; 0 outside of one.
    """

    type: str
    place: Mention | None
    site: str | None
    start: int
    end: int
    sentence: int
    when: DateFound | None = None
    leader: bool = False
    actors: list[str] = field(default_factory=list)
    headline: bool = False
    item: int = 0

    @property
    def named(self) -> bool:
        """Whether the site has a name of its own."""
        return self.kind == "site"

    @property
    def spot(self) -> str:
        """What its place is called where that is no unit: two spots of one county are two places."""
        return self.place.surface.casefold() if self.place and self.kind not in ("adm1", "adm2") else ""

    @property
    def kind(self) -> str:
        """What its place is."""
        return self.place.kind if self.place else ""

    @property
    def where(self) -> str | None:
        """P-code of the county, else of the province."""
        return (self.place.adm2 or self.place.adm1) if self.place else None

    @property
    def day(self) -> date | None:
        """Its date where it is known."""
        return self.when.date if self.when else None

    def learn(self, other: Draft) -> None:
        """Take over what another sentence about the same happening knows better."""
        if (self.when is None or self.day is None) and other.when and other.when.precision in ("day", None):
            self.when = other.when if other.day or self.when is None else self.when
        self.leader = self.leader or other.leader
        self.actors = list(dict.fromkeys([*self.actors, *other.actors]))


NEAR = 4
"""How many sentences a report may go on about a happening without naming its place again."""


_REMEMBERED = 64
"""How many happenings of one place a report may come back to; more are no report but an archive in one file."""
Drafts = dict[str | None, deque[Draft]]


def add_to_last(drafts: list[Draft], told: Draft, types: EventTypes) -> bool:
    """Let a sentence without a place date or people the event just told.

    Returns
    -------
    bool
        Whether there was one that it goes on about.
    """
    for draft in reversed(drafts):
        if told.sentence - draft.sentence > NEAR:
            break
        if _continues(draft.type, told.type, types) and not _other_day(draft, told):
            if types.has(told.type, "strong") and not types.has(draft.type, "strong"):
                if draft.place and draft.place.kind == "adm1":
                    return True  # "dozens were completed" in a province that goes on building
                draft.type = told.type
            for twin in drafts:
                if (twin.sentence, twin.type) == (draft.sentence, draft.type):
                    twin.learn(told)
            return True
        if draft.place and told.day and _other_stage(draft.type, told.type, types):
            told.place, told.site = draft.place, draft.site  # "who had broken ground for the project on"
            drafts.append(told)
            return True
    return False


def stands_alone(drafts: list[Draft], told: Draft, types: EventTypes) -> bool:
    """Whether a happening whose place nothing says is worth telling all the same, as one at no known place."""
    alone = types.has(told.type, "placeless") or (
        told.leader and types.has(told.type, "placeless-led") and told.sentence <= NEAR
    )
    return alone and not any(d.type == told.type and d.place is None for d in drafts)


def _continues(first: str, then: str, types: EventTypes) -> bool:
    """Whether a sentence of one type goes on about an event of another."""
    return first == then or then in types.known(first).continued_by


def _other_stage(first: str, then: str, types: EventTypes) -> bool:
    """Whether two types are the beginning and the end of the same building."""
    stages = [kind for kind in (first, then) if types.has(kind, "first") and types.has(kind, "builds")]
    return len(stages) == 2 and first != then


def fewest(drafts: list[Draft], types: EventTypes) -> list[Draft]:
    """One draft per place and happening, the telling types before the weak ones."""
    merged: list[Draft] = []
    alike: dict[tuple[str, str | None], deque[Draft]] = {}
    there: dict[str | None, deque[Draft]] = {}
    for draft in drafts:
        twins = alike.setdefault((draft.type, draft.where), deque(maxlen=_REMEMBERED))
        twin = next((d for d in twins if not _other_day(d, draft) and not _elsewhere(d, draft)), None)
        if twin is None:
            twins.append(draft)
            merged.append(draft)
            there.setdefault(draft.where, deque(maxlen=_REMEMBERED)).append(draft)
            continue
        if twin.headline and not draft.headline:  # the report itself says it better than its headline
            twin.start, twin.end, twin.place, twin.headline = draft.start, draft.end, draft.place, False
            twin.site = draft.site or twin.site
        if draft.named and not twin.spot:
            twin.place = draft.place
        twin.site = twin.site or draft.site
        twin.learn(draft)
    _date_the_placeless(merged)
    merged = _most_specific(merged, types)
    placed = {d.type for d in merged if d.place}
    kept: list[Draft] = []
    told: Drafts = {}
    for draft in merged:
        if draft.place is None and draft.type in placed:
            continue
        if types.has(draft.type, "strong") or not _outdone(draft, there, told, types):
            kept.append(draft)
            told.setdefault(draft.where, deque(maxlen=_REMEMBERED)).append(draft)
        else:
            _tell_the_last(draft, told.get(draft.where, ()), types)
    return kept


def _tell_the_last(weak: Draft, told: Iterable[Draft], types: EventTypes) -> None:
    """Let the happening that a weak sentence goes on about have the day that it gives."""
    for draft in told:
        if _both_in_passing(draft, weak, types) and 0 < weak.sentence - draft.sentence <= 2:
            draft.learn(weak)
            return


def _both_in_passing(a: Draft, b: Draft, types: EventTypes) -> bool:
    return types.has(a.type, "in-passing") and types.has(b.type, "in-passing")


def _date_the_placeless(merged: list[Draft]) -> None:
    """Tell a place what was told before without one: "received a delegation on July 18 ... the talk took place at"."""
    waiting: dict[str, Draft] = {}
    for draft in merged:
        if draft.place is None:
            waiting[draft.type] = draft
        elif (before := waiting.pop(draft.type, None)) and (
            before.leader or draft.sentence - before.sentence <= NEAR
        ):
            draft.learn(before)


def _most_specific(merged: list[Draft], types: EventTypes) -> list[Draft]:
    """Drop provinces of which the report goes on to name the counties where the same happened."""
    kept: list[Draft] = []
    for draft in merged:
        if draft.kind == "adm1" and not types.has(draft.type, "in-passing"):
            within = [d for d in merged if _details(d, draft, types)]
            for other in within:
                if other.day is None:
                    other.learn(draft)
            if within:
                continue
        kept.append(draft)
    return kept


def _details(draft: Draft, province: Draft, types: EventTypes) -> bool:
    """Whether a draft tells of a place within a province what a draft before it told of the province."""
    if types.has(province.type, "by-province") and not draft.named:
        return False
    return (
        draft.kind != "adm1"
        and draft.type == province.type
        and (draft.where or "")[:4] == province.where
        and (draft.sentence > province.sentence or (draft.sentence == province.sentence and draft.named))
        and not _other_day(draft, province)
    )


def _outdoes(strong: Draft, weak: Draft, types: EventTypes) -> bool:
    """Whether a weak event at the place of a strong one is what the report says further of that one."""
    in_passing = types.has(weak.type, "in-passing")
    if not types.has(strong.type, "strong") or (in_passing and _elsewhere(strong, weak) and weak.named):
        return False
    if weak.item and weak.item != strong.item:
        return False
    if types.has(weak.type, "own-event"):
        return False  # whoever comes to see it
    return not types.has(strong.type, "armed") or in_passing or types.has(weak.type, "armed")


def _outdone(weak: Draft, there: Drafts, told: Drafts, types: EventTypes) -> bool:
    """Whether a weak draft only repeats what is said better: there, or of the province that holds it."""
    if any(_outdoes(d, weak, types) and not _other_day(d, weak) for d in there[weak.where]):
        return True
    in_passing = types.has(weak.type, "in-passing")
    for other in told.get(weak.where, ()):
        alike = other.type == weak.type or (in_passing and (not weak.item or weak.item == other.item))
        weaker = not types.has(other.type, "strong")
        if alike and weaker and not _elsewhere(other, weak) and not _other_day(other, weak):
            return True
    where = weak.where or ""
    province = told.get(where[:4], ()) if len(where) > 4 and weak.day is None else ()
    example = in_passing or types.has(weak.type, "by-province")
    return not weak.named and example and any(d.sentence < weak.sentence for d in province)


def _elsewhere(a: Draft, b: Draft) -> bool:
    """Two spots of one county, each with its name; a headline's short name is no second one."""
    if (
        a.headline != b.headline
        or not (a.spot and b.spot)
        or (a.named != b.named and "locality" in (a.kind, b.kind))
    ):
        return False
    return a.spot not in b.spot and b.spot not in a.spot


def _other_day(a: Draft, b: Draft) -> bool:
    """Whether two happenings are dated, and differently."""
    return bool(a.day and b.day and a.day != b.day)
