"""The findings of the harbour case as report lines, written out from the case file 11-findings."""
# ruff: noqa: RUF001 - names and sentences as people write them

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from app.domain.kinds import Acknowledgement, FindingState, Grade, Side
from app.domain.report_parts import FindingLine, GradeEvent, GradeStep, Opinion, RequirementRef

SUMMER = timezone(timedelta(hours=2))
LEAD, AUDITOR = "Katarzyna Żółkiewska-Brzęk", "Çağrı Işıkoğlu"
PLAN_DUE, MAJOR_DUE = date(2026, 4, 30), date(2026, 6, 29)
CLOSING = date(2026, 3, 31)


def _step(  # noqa: PLR0917 - the columns of the history in the case file
    day: int, clock: str, who: str, event: GradeEvent, grade: Grade, reason: str = ""
) -> GradeStep:
    hour, minute = (int(part) for part in clock.split(":"))
    return GradeStep(datetime(2026, 3, day, hour, minute, tzinfo=SUMMER), who, event, grade, reason)


def _line(number: str, grade: Grade, requirements: tuple[RequirementRef, ...], **facts: object) -> FindingLine:
    """Return a finding with the usual values where `facts` say nothing."""
    values: dict[str, object] = {
        "state": FindingState.ISSUED,
        "withdrawn_reason": "",
        "client_rule": "",
        "statement": "",
        "objective_evidence": "",
        "grade_reason": "",
        "sites": (),
        "process": "",
        "auditors": (LEAD,),
        "raised": CLOSING,
        "plan_due": None,
        "action_due": None,
        "acknowledgement": Acknowledgement.OPEN,
        "acknowledged_by": "",
        "acknowledged_on": None,
        "opinions": (),
        "opinions_outcome": "",
        "history": (),
        "evidence": (),
    }
    values.update(facts)
    return FindingLine(number=number, grade=grade, requirements=requirements, **values)  # type: ignore[arg-type]


def _ref(ref: str, title: str, *, leading: bool = False, part: str = "") -> RequirementRef:
    return RequirementRef(ref, part, title, leading)


ACCEPTED = {
    "acknowledgement": Acknowledgement.ACCEPTED,
    "acknowledged_by": "Bożydar Wąsikowski",
    "acknowledged_on": CLOSING,
}

MAJOR = _line(
    "NC-01",
    Grade.MAJOR,
    (
        _ref("A.5.18", "Access rights", leading=True),
        _ref("A.6.5", "Responsibilities after termination or change of employment"),
    ),
    client_rule="BZD-PR-07 v2.3, sections 5.4 and 5.5; binding through the Statement of Applicability 2.1",
    statement="The access of persons who have left is not removed within the time that the organisation has set "
    "itself, "
    "at two of three sites, and for administrators of the production database.",
    objective_evidence="S-2, 10 of 21 leavers from 2025-09-01 to 2026-03-15: five deviate. TR-4471, TR-4489, TR-4502 "
    "enabled on 2026-03-30, 88, 61 and 40 days after the last working day; TR-4510 and TR-4523 disabled after 19 and "
    "34 days (E-14, E-15).\n\nS-1, all 9 leavers of the same time: PL-0212 and PL-0231 enabled on 2026-03-31, 90 and "
    "60 days after the last working day, both members of kx-prod-dbadmin (E-16).\n\nS-3, 4 of 6: none (E-17). "
    "Together 7 of 23. No log-in after the last working day was found.",
    grade_reason="Found at two sites, 30 % of the sample, rights of administrators left open; doubt that the "
    "control of "
    "access works.",
    sites=("S-1", "S-2"),
    process="Leavers",
    auditors=(AUDITOR, LEAD),
    raised=date(2026, 3, 30),
    plan_due=PLAN_DUE,
    action_due=MAJOR_DUE,
    history=(
        _step(30, "12:25", AUDITOR, GradeEvent.DRAFTED, Grade.MINOR, "S-2 only"),
        _step(30, "16:40", LEAD, GradeEvent.WARNED, Grade.MINOR),
        _step(31, "12:40", LEAD, GradeEvent.REGRADED, Grade.MAJOR, "Found again at S-1; administrators"),
        _step(31, "16:32", LEAD, GradeEvent.ISSUED, Grade.MAJOR),
    ),
    evidence=("E-14", "E-15", "E-16", "E-17"),
    **ACCEPTED,
)

DISPUTED = _line(
    "NC-04",
    Grade.MINOR,
    (_ref("6.1.3", "Information security risk treatment", leading=True, part="d)"),),
    statement="The justification for excluding the control on test information does not agree with the practice.",
    objective_evidence='SoA 2.1 of 2026-03-02, row A.8.33: "Tests use synthetic data only" (E-06). Instance '
    "kx-stg-03 on "
    "2026-03-30: 18,240 bookings of 2026-01-14, as many as in production; in five of five rows compared, container "
    "numbers and telephone numbers of hauliers are those of production (E-36).",
    grade_reason="One exclusion of six; access to the instance limited to six developers.",
    sites=("S-1", "S-3"),
    raised=date(2026, 3, 30),
    plan_due=PLAN_DUE,
    acknowledgement=Acknowledgement.UNDERSTOOD,
    acknowledged_by="Bożydar Wąsikowski",
    acknowledged_on=CLOSING,
    opinions=(
        Opinion(
            Side.CLIENT,
            "Przemysław Ćwikła-Źrebiec",
            "The rows in kx-stg-03 have no names of drivers. A container number is painted on the box for "
            "everybody to "
            "read. These are no real data in the sense of our rule, and the exclusion is right. We ask to have NC-04 "
            "taken back.",
        ),
        Opinion(
            Side.BODY,
            LEAD,
            'The reason in the SoA says "synthetic data only"; copied records with some fields replaced are not '
            "synthetic, and telephone numbers of hauliers are data of persons. The grade is minor; the finding "
            "stays.",
        ),
    ),
    opinions_outcome="Not solved in the meeting; both texts go to the certification body.",
    history=(
        _step(30, "16:05", LEAD, GradeEvent.DRAFTED, Grade.MINOR),
        _step(31, "16:27", LEAD, GradeEvent.ISSUED, Grade.MINOR),
    ),
    evidence=("E-06", "E-36"),
)

FINDINGS: tuple[FindingLine, ...] = (
    MAJOR,
    _line(
        "NC-02",
        Grade.MINOR,
        (_ref("9.2.2", "Internal audit programme", leading=True),),
        statement="The selection of auditors and the conduct of the audit did not ensure objectivity and "
        "impartiality for "
        "the area of risk assessment.",
        objective_evidence="Report IA-2025-02 v1.0 of 2025-12-04, page 2, names Łucja Gęsicka as the auditor of "
        "6.1.2, "
        "6.1.3, 8.2 and 8.3 and as a person met; BZD-RA-2025 v1.2, page 1, names her as the author of the assessment "
        "(E-10).",
        grade_reason="One area of one audit; the other areas and IA-2026-01 (outside auditor) are not affected.",
        sites=("S-1",),
        plan_due=PLAN_DUE,
        evidence=("E-10",),
        **ACCEPTED,
    ),
    _line(
        "NC-03",
        Grade.MINOR,
        (_ref("A.5.22", "Monitoring, review and change management of supplier services", leading=True),),
        client_rule="BZD-PR-11 v1.9, section 6.2; binding through the Statement of Applicability 2.1",
        statement="Changes in the practice and the security of two class A suppliers were not reviewed in 2025 "
        "as planned.",
        objective_evidence="7 of 7 class A suppliers: SUP-A03 (storage of backups) last reviewed 2024-02-15, "
        "SUP-A06 (SMS "
        "gateway) last reviewed 2024-05-22; no review in the calendar year 2025 (E-27).",
        grade_reason="Two of seven, five done in time, no effect seen.",
        sites=("S-1",),
        auditors=(AUDITOR,),
        plan_due=PLAN_DUE,
        evidence=("E-27",),
        **ACCEPTED,
    ),
    DISPUTED,
    _line(
        "NC-05",
        Grade.MINOR,
        (_ref("A.8.13", "Information backup", leading=True),),
        client_rule="BZD-PR-15 v3.0, section 4.3; binding through the Statement of Applicability 2.1",
        statement="Backup copies were not tested in the interval laid down.",
        objective_evidence="16 tests due in 2025 (four class 1 databases, four quarters), 15 found; for "
        "kx-booking none in "
        "the fourth quarter, due 2025-12-12 (E-30).",
        grade_reason="One of 16. A test was run on 2026-03-31 in the presence of the auditor and passed (E-31); the "
        "nonconformity stays on record.",
        sites=("S-1",),
        plan_due=PLAN_DUE,
        evidence=("E-30", "E-31"),
        **ACCEPTED,
    ),
    _line(
        "OB-01",
        Grade.OBSERVATION,
        (_ref("6.2", "Information security objectives and planning to achieve them"),),
        statement="For two of seven objectives (O-4, O-6) no value exists for the first quarter of 2026; the first "
        "measurement is planned for 15 April.",
        evidence=("E-08",),
    ),
    _line(
        "OB-02",
        Grade.OBSERVATION,
        (_ref("A.7.2", "Physical entry"),),
        statement="In 3 of 25 lines of the visitor log of S-2 the time of leaving is empty; the rule does not "
        "ask for it.",
        evidence=("E-19",),
    ),
    _line(
        "OFI-03",
        Grade.OPPORTUNITY,
        (_ref("A.5.7", "Threat intelligence"),),
        statement="News of threats come from one source; none is specific to ports.",
        evidence=("E-45",),
    ),
    _line(
        "OB-04",
        Grade.OBSERVATION,
        (_ref("4.1", "Understanding the organization and its context"),),
        statement='Climate change is judged "not relevant"; the considerations are not recorded, though flood '
        "maps exist "
        "for two terminals.",
        evidence=("E-02",),
    ),
    _line(
        "OB-05",
        Grade.OBSERVATION,
        (_ref("A.8.8", "Management of technical vulnerabilities"),),
        statement="Two medium tickets were 27 and 29 days old (limit 30) and had no planned date.",
        evidence=("E-34",),
    ),
    _line(
        "ST-01",
        Grade.STRENGTH,
        (
            _ref("A.5.29", "Information security during disruption"),
            _ref("A.5.30", "ICT readiness for business continuity"),
        ),
        statement="Exercise with two customers at the table, measured against targets.",
        evidence=("E-41",),
    ),
    _line(
        "ST-02",
        Grade.STRENGTH,
        (_ref("A.8.9", "Configuration management"), _ref("A.8.32", "Change management")),
        statement="Configuration as text with a second person for every change; drift measured each hour.",
        evidence=("E-29", "E-35"),
    ),
    _line(
        "ST-03",
        Grade.STRENGTH,
        (_ref("7.3", "Awareness"), _ref("A.6.3", "Information security awareness, education and training")),
        statement="Awareness in three languages; agents of both shifts show the way of a report without help.",
        evidence=("E-22", "E-23"),
    ),
    _line(
        "NC-06",
        Grade.MINOR,
        (),
        state=FindingState.WITHDRAWN,
        withdrawn_reason="The first screen showed UTC for two hosts and local time for two; the state of the "
        "time service "
        "shows all four within 3 ms (E-33).",
        raised=None,
    ),
)
