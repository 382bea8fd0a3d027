"""The table of languages: what is written one way is found when typed another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.drafts import EvidenceDraft
from tests.support import World, new_world

if TYPE_CHECKING:
    from collections.abc import Iterator

# ruff: noqa: RUF001 - letters that look like others are what this file is about

# language, what stands in the record, what is typed
TABLE = (
    ("de", "Die Prüfung der Zugriffsrechte bei Müller war lückenhaft", "pruefung"),
    ("de", "Die Prüfung der Zugriffsrechte bei Müller war lückenhaft", "MULLER"),
    ("de", "Herr Schaefer führt das Verzeichnis", "Schäfer"),
    ("de", "Zutritt durch die Straße gesperrt", "strasse"),
    ("de", "Lange Strasse 5 in Zürich", "straße"),
    ("de", "Risikobewertungen fehlen", "risiko"),
    ("pl", "Zarządzanie w oddziale Łódź", "lodz"),
    ("pl", "Oddzial Lodz nie ma listy", "Łódź"),
    ("pl", "Żółta księga haseł", "zolta ksiega"),
    ("pl", "Bezpieczeństwo informacji", "bezpieczenstw"),
    ("vi", "Ông Nguyễn Văn Đức phụ trách", "nguyen van duc"),
    ("vi", "Chinh sach bao mat", "Chính sách bảo mật"),
    ("vi", "Kiểm soát truy cập", "kiem soat"),
    ("tr", "İSTANBUL ofisinde erişim kaydı", "istanbul"),
    ("tr", "Izmir subesi", "ızmir"),
    ("tr", "Çağrı şifreleme gözden geçirildi", "sifreleme gozden"),
    ("tr", "DIŞ TEDARİKÇİ LİSTESİ", "dış tedarikçi"),
    ("el", "Πολιτική Ασφάλειας Πληροφοριών", "πολιτικη ασφαλειας"),
    ("el", "ΕΛΕΓΧΟΣ ΠΡΟΣΒΑΣΗΣ", "έλεγχος πρόσβασης"),
    ("el", "ο έλεγχος έγινε", "ΈΛΕΓΧΟΣ"),
    ("ar", "السِّيَاسَةُ الأَمْنِيَّة", "السياسة الامنية"),
    ("ar", "سياسة أمن المعلومات", "السياسة"),
    ("ar", "إدارة المخـــاطر", "ادارة المخاطر"),
    ("ar", "الملف رقم ٤٢٧", "427"),
    ("zh", "我们检查了信息安全策略的最新版本", "安全策略"),
    ("zh", "我们检查了信息安全策略的最新版本", "策略"),
    ("zh", "供应商名单不完整", "商"),
    ("zh", "供应商名单不完整", "整"),
    ("ja", "情報セキュリティ方針を確認した", "セキュリティ"),
    ("ja", "情報セキュリティ方針を確認した", "方針"),
    ("ja", "ﾊﾞｯｸｱｯﾌﾟの記録", "バックアップ"),
    ("ja", "がいぶ委託先の一覧", "委"),
    ("th", "นโยบายความปลอดภัยของข้อมูล", "ความปลอดภัย"),
    ("th", "นโยบายความปลอดภัยของข้อมูล", "ข้อมูล"),
    ("ko", "정보보안 정책을 검토했다", "보안"),
    ("cs", "Příliš žluťoučký kůň: řízení přístupu", "rizeni pristupu"),
    ("cs", "Rizeni zmen", "řízení změn"),
    ("cs", "Školení zaměstnanců", "skoleni"),
    ("fr", "L’audit de l’accès à la salle réseau", "audit acces"),
    ("fr", "Cœur de réseau protégé", "coeur"),
    ("fr", "Revue des acces", "accès"),
    ("en", "Leavers' access rights were reviewed", "leavers access"),
    ("en", "The naïve rôle model", "naive role"),
    ("en", "Reviewing backups every month", "backup"),
    ("da", "Aarhus datacenter i Ørestad", "Århus"),
    ("da", "Aarhus datacenter i Ørestad", "orestad"),
    ("ru", "Политика доступа — ещё одна", "еще"),
    ("ids", "Seen in A.8.24 and clause 9.2", "A.8.24"),
    ("ids", "Seen in A.8.24 and clause 9.2", "a8.24"),
    ("ids", "Register POL-007 v3.1", "pol-007"),
    ("ids", "Register POL-007 v3.1", "POL 00"),
    ("ids", "Repeats NC-01 of last year", "NC-01"),
    ("ids", "Item EX-12/140 of the sample", "EX-12/140"),
    ("ids", "certified to ISO27001", "ISO 27001"),
    ("ids", "written in C++ by Ｆｕｌｌ width", "c++ full"),
)
TEXTS = tuple(dict.fromkeys(text for _, text, _ in TABLE))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a workspace that holds every text of the table."""
    for world in new_world(tmp_path_factory.mktemp("languages") / "workspace", with_audit=True):
        audit_id = world.services.audits.list()[0].id
        for text in TEXTS:
            world.services.evidence.capture(audit_id, EvidenceDraft(title=text))
        world.services.search.catch_up()
        yield world


@pytest.mark.parametrize(("language", "written", "typed"), TABLE)
def test_it_is_found_and_marked(found: World, language: str, written: str, typed: str):
    hits = [hit for hit in found.services.search.find(typed).hits if hit.title.text.endswith(written)]
    assert hits, f"{language}: {typed!r} does not find {written!r}"
    assert hits[0].title.marks


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("策安", "我们检查了信息安全策略的最新版本"),
        ("A.8.25", "Seen in A.8.24 and clause 9.2"),
        ("POL-07", "Register POL-007 v3.1"),
        ('"access leavers"', "Leavers' access rights were reviewed"),
        ("leavers -reviewed", "Leavers' access rights were reviewed"),
        ("ccess", "Leavers' access rights were reviewed"),
        ("true", "Trust"),
    ],
)
def test_what_is_not_there_is_not_found(found: World, typed: str, written: str):
    assert written not in {hit.title.text.partition(" · ")[2] for hit in found.services.search.find(typed).hits}


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', "'", "(", "*", "NOT", "AND OR", "a OR", "-", '-"', "^x", "title:", "{a b}:x", "NEAR(a b)", "§", "\0",
     "x\ud800", '""', "a" * 3000, "-a -b", "“", "a*b*c", "%_", "; DROP TABLE search_doc", "🙂", "\u202eabc"],
)  # fmt: skip
def test_any_text_is_a_query(found: World, typed: str):
    found.services.search.find(typed)
