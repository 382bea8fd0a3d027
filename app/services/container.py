"""All services over one open workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.agendas import AgendaService
from app.services.amendments import AmendmentService
from app.services.attendance import AttendanceService
from app.services.attesting import AttestingService
from app.services.audits import AuditService
from app.services.base import Core
from app.services.body import BodyService
from app.services.captures import CaptureService
from app.services.client_file import ClientFileService
from app.services.clients import ClientService
from app.services.cycles import CycleService
from app.services.deadlines import DeadlineService
from app.services.destroying import DestroyingService
from app.services.evidence import EvidenceService
from app.services.fields import FieldService
from app.services.files import FileService
from app.services.finding_rules import FindingRuleService
from app.services.findings import FindingService
from app.services.gate import GateService
from app.services.identities import IdentityService
from app.services.judgements import JudgementService
from app.services.meeting_answers import AnswerService
from app.services.meetings import MeetingService
from app.services.next_audits import NextAuditService
from app.services.notes import NoteService
from app.services.own_guidance import OwnGuidanceService
from app.services.plans import PlanService
from app.services.programmes import ProgrammeService
from app.services.questions import QuestionService
from app.services.registers import RegisterService
from app.services.report_texts import ReportTextService
from app.services.reports import ReportService
from app.services.samples import SampleService
from app.services.search import SearchService
from app.services.sessions import SessionService
from app.services.soas import SoaService
from app.services.stage1 import Stage1Service
from app.services.teams import TeamService
from app.services.threads import ThreadService
from app.services.times import TimeService
from app.services.undo import UndoStack
from app.services.verdicts import VerdictService
from app.services.workspace import WorkspaceService

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Services:
    """What windows, headless commands and the sample audit work with."""

    workspace: WorkspaceService
    body: BodyService
    clients: ClientService
    client_file: ClientFileService
    registers: RegisterService
    soas: SoaService
    audits: AuditService
    cycles: CycleService
    deadlines: DeadlineService
    next_audits: NextAuditService
    programmes: ProgrammeService
    plans: PlanService
    times: TimeService
    teams: TeamService
    stage1: Stage1Service
    fields: FieldService
    meetings: MeetingService
    attendance: AttendanceService
    answers: AnswerService
    amendments: AmendmentService
    agendas: AgendaService
    gate: GateService
    attesting: AttestingService
    sessions: SessionService
    notes: NoteService
    questions: QuestionService
    evidence: EvidenceService
    captures: CaptureService
    samples: SampleService
    files: FileService
    destroying: DestroyingService
    verdicts: VerdictService
    judgements: JudgementService
    findings: FindingService
    finding_rules: FindingRuleService
    threads: ThreadService
    own_guidance: OwnGuidanceService
    texts: ReportTextService
    reports: ReportService
    identities: IdentityService
    search: SearchService


def build(workspace: Workspace) -> Services:
    """Return the services over an open workspace."""
    core = Core(workspace, UndoStack())
    body = BodyService(core)
    body.take_me_up()
    return Services(
        workspace=WorkspaceService(core),
        body=body,
        clients=ClientService(core),
        client_file=ClientFileService(core),
        registers=RegisterService(core),
        soas=SoaService(core),
        audits=AuditService(core),
        cycles=CycleService(core),
        deadlines=DeadlineService(core),
        next_audits=NextAuditService(core),
        programmes=ProgrammeService(core),
        plans=PlanService(core),
        times=TimeService(core),
        teams=TeamService(core),
        stage1=Stage1Service(core),
        fields=FieldService(core),
        meetings=MeetingService(core),
        attendance=AttendanceService(core),
        answers=AnswerService(core),
        amendments=AmendmentService(core),
        agendas=AgendaService(core),
        gate=GateService(core),
        attesting=AttestingService(core),
        sessions=SessionService(core),
        notes=NoteService(core),
        questions=QuestionService(core),
        evidence=EvidenceService(core),
        captures=CaptureService(core),
        samples=SampleService(core),
        files=FileService(core),
        destroying=DestroyingService(core),
        verdicts=VerdictService(core),
        judgements=JudgementService(core),
        findings=FindingService(core),
        finding_rules=FindingRuleService(core),
        threads=ThreadService(core),
        own_guidance=OwnGuidanceService(core),
        texts=ReportTextService(core),
        reports=ReportService(core),
        identities=IdentityService(core),
        search=SearchService(core),
    )
