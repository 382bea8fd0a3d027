"""Requirements that belong together in practice, in the order in which an experienced lead auditor takes them.

Own arrangement [choice]: each requirement of ISO/IEC 27001:2022 stands in exactly one group (tested). Requirements of
other standards with the common structure of clauses go to the group of the clause, anything else to a last group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.sentence import N_


class Who(StrEnum):
    """Who takes a group: the lead auditor, or whoever fits best."""

    LEAD = "lead"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Requirements for one row of a plan.

    `words` (lower case, English) tell whose function, area or site fits; `anywhere` groups can be audited at any site.
    """

    key: str
    title: str
    refs: tuple[str, ...] = ()
    who: Who = Who.ANYBODY
    anywhere: bool = False
    technical: bool = False
    words: tuple[str, ...] = ()


TOUR: Final = "tour"
TOUR_EVERYWHERE: Final = ("A.7.1", "A.7.2", "A.7.3", "A.7.4", "A.7.8")
"""Physical controls that are looked at again at each further site."""

_TOP: Final = ("chief executive", "ceo", "managing", "general manager", "director", "president", "owner")
_ISMS: Final = ("isms", "information security", "ciso", "security officer", "risk", "compliance")
_PEOPLE: Final = ("hr", "human", "personnel", "people", "administration")
_PLACE: Final = ("facility", "site manager", "building", "physical", "office manager", "guard")
_SERVICE: Final = ("service", "desk", "support", "shift", "site it", "end point", "workplace")
_IT: Final = (
    "operations",
    "platform",
    "infrastructure",
    "it manager",
    "head of it",
    "cloud",
    "administrator",
    "system",
)
_NETWORK: Final = ("network", "security operations", "soc", "operations", "platform", "infrastructure")
_CODE: Final = (
    "development",
    "developer",
    "software",
    "technology",
    "engineering",
    "quality assurance",
    "cto",
    "devops",
)
_SUPPLY: Final = ("purchas", "procure", "supplier", "sourcing", "vendor", "cloud")
_INCIDENT: Final = ("incident", "service", "security operations", "soc")
_CONTINUITY: Final = ("continuity", "resilience", "operations", "service")
_LAW: Final = ("legal", "law", "privacy", "data protection", "counsel", "compliance", "dpo")

GROUPS: Final = (
    Group(
        key="leadership", title=N_("Context, scope, leadership, policy and roles"), who=Who.LEAD, words=_TOP,
        refs=("4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "A.5.1", "A.5.2", "A.5.3", "A.5.4"),
    ),
    Group(
        key="risk", title=N_("Risk assessment, risk treatment, Statement of Applicability"), who=Who.LEAD, words=_ISMS,
        refs=("6.1.1", "6.1.2", "6.1.3", "8.2", "8.3"),
    ),
    Group(
        key="objectives", title=N_("Objectives, changes, resources, operational planning, measurement"), who=Who.LEAD,
        refs=("6.2", "6.3", "7.1", "8.1", "9.1"), words=_ISMS,
    ),
    Group(
        key="improvement", title=N_("Internal audit, management review, improvement"), who=Who.LEAD, words=_ISMS,
        refs=("9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2", "A.5.35"),
    ),
    Group(
        key=TOUR, title=N_("Site tour, physical security"), anywhere=True, words=_PLACE,
        refs=("A.7.1", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.7.8", "A.7.11", "A.7.12", "A.7.13"),
    ),
    Group(
        key="people", title=N_("Personnel: screening, competence, awareness, leaving"), anywhere=True, words=_PEOPLE,
        refs=("7.2", "7.3", "A.6.1", "A.6.2", "A.6.3", "A.6.4", "A.6.5", "A.6.6"),
    ),
    Group(
        key="workplaces", title=N_("Work places, end points, remote working"), anywhere=True, words=_SERVICE,
        refs=("A.6.7", "A.7.7", "A.7.9", "A.8.1"),
    ),
    Group(
        key="assets", title=N_("Assets, classification, media"), anywhere=True, words=_SERVICE,
        refs=("A.5.9", "A.5.10", "A.5.11", "A.5.12", "A.5.13", "A.7.10", "A.7.14"),
    ),
    Group(
        key="access", title=N_("Identities and access rights"), anywhere=True, technical=True, words=(*_SERVICE, *_IT),
        refs=("A.5.15", "A.5.16", "A.5.17", "A.5.18", "A.8.2", "A.8.3", "A.8.5"),
    ),
    Group(
        key="operations", title=N_("Operations: configuration, capacity, backup, logs, clocks"), technical=True,
        refs=("A.8.6", "A.8.9", "A.8.13", "A.8.15", "A.8.16", "A.8.17", "A.8.18", "A.8.19", "A.8.34"), words=_IT,
    ),
    Group(
        key="networks", title=N_("Vulnerabilities, malware, networks, threat intelligence"), technical=True,
        refs=("A.5.7", "A.8.7", "A.8.8", "A.8.20", "A.8.21", "A.8.22", "A.8.23"), words=_NETWORK,
    ),
    Group(
        key="data", title=N_("Protection of data: transfer, cryptography, masking, deletion"), technical=True,
        refs=("A.5.14", "A.8.10", "A.8.11", "A.8.12", "A.8.24"), words=(*_IT, "data"),
    ),
    Group(
        key="development", title=N_("Development, projects, changes, test data"), technical=True, words=_CODE,
        refs=(
            "A.5.8", "A.8.4", "A.8.25", "A.8.26", "A.8.27", "A.8.28", "A.8.29", "A.8.30", "A.8.31", "A.8.32", "A.8.33",
        ),
    ),
    Group(
        key="suppliers", title=N_("Suppliers and cloud services"), anywhere=True, words=_SUPPLY,
        refs=("A.5.19", "A.5.20", "A.5.21", "A.5.22", "A.5.23"),
    ),
    Group(
        key="incidents", title=N_("Events and incidents, contacts"), anywhere=True, words=_INCIDENT,
        refs=("A.5.5", "A.5.6", "A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.5.28", "A.6.8"),
    ),
    Group(
        key="continuity", title=N_("Continuity and redundancy"), anywhere=True, technical=True, words=_CONTINUITY,
        refs=("A.5.29", "A.5.30", "A.8.14"),
    ),
    Group(
        key="law", title=N_("Law, contracts, intellectual property, records, privacy"), words=_LAW,
        refs=("A.5.31", "A.5.32", "A.5.33", "A.5.34"),
    ),
    Group(
        key="documents", title=N_("Documented information, communication, rules kept"), anywhere=True, words=_ISMS,
        refs=("7.4", "7.5.1", "7.5.2", "7.5.3", "A.5.36", "A.5.37"),
    ),
)  # fmt: skip
OTHERS: Final = Group(key="others", title=N_("Further requirements"), anywhere=True)

_BY_REF: Final = {ref: group for group in GROUPS for ref in group.refs}
_BY_CLAUSE: Final = {
    "4": "leadership", "5": "leadership", "6": "risk", "7": "documents", "8": "objectives", "9": "improvement",
    "10": "improvement",
}  # fmt: skip
_BY_KEY: Final = {group.key: group for group in GROUPS}


def group_of(ref: str) -> Group:
    """Return the group of a requirement as the record shows it (`A.5.18`, `qm:9.2`)."""
    key, _, bare = ref.rpartition(":")
    found = _BY_REF.get(bare)
    if found is not None and (not key or not bare.startswith("A.")):
        return found
    return _BY_KEY.get(_BY_CLAUSE.get(bare.partition(".")[0], ""), OTHERS)


def grouped(refs: Iterable[str]) -> tuple[tuple[Group, tuple[str, ...]], ...]:
    """Return the groups of these requirements in their order, each with its requirements in the order given."""
    found: dict[str, list[str]] = {}
    for ref in refs:
        found.setdefault(group_of(ref).key, []).append(ref)
    return tuple((group, tuple(found[group.key])) for group in (*GROUPS, OTHERS) if group.key in found)


def fits(words: Iterable[str], *texts: str) -> int:
    """Return how many of the words stand in the texts; small and capital letters are the same, beginnings count."""
    whole = f" {' '.join(texts).casefold()} ".replace(",", " ").replace(";", " ").replace("/", " ")
    return sum(f" {word}" in whole for word in words)
