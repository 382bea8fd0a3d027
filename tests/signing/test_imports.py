"""What signing brings with it when it is imported."""

from __future__ import annotations

import subprocess
import sys


def loaded(*modules: str) -> set[str]:
    code = f"import sys, {', '.join(modules)}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_package_itself_is_light() -> None:
    assert not loaded("app.signing") & {"pyhanko", "cryptography", "asn1crypto", "aiohttp"}


def test_signing_and_verifying_load_neither_windows_nor_the_makers_of_papers() -> None:
    heavy = {"PySide6", "reportlab", "sqlalchemy", "pikepdf", "PIL", "fontTools", "uharfbuzz"}
    assert not loaded("app.signing.sign", "app.signing.verify", "app.signing.trust", "app.signing.identity") & heavy


def test_the_list_of_trust_and_the_keys_do_without_pyhanko() -> None:
    assert "pyhanko" not in loaded("app.signing.trust", "app.signing.identity")


def test_the_result_is_of_the_standard_library_alone() -> None:
    strangers = loaded("app.domain.verification") - set(sys.stdlib_module_names) - {"app"}
    assert {name for name in strangers if not name.startswith(("_", "sitecustomize", "usercustomize"))} <= {"distutils"}
