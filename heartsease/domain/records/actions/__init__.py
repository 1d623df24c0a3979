"""Every write of records: files that come in, and lists that go out."""

from heartsease.domain.records.actions.exports import answer_export, ask_for_export, take_export, withdraw_export
from heartsease.domain.records.actions.imports import clear_import_files, forget_file, import_file, keep_file

__all__ = [
    "answer_export",
    "ask_for_export",
    "clear_import_files",
    "forget_file",
    "import_file",
    "keep_file",
    "take_export",
    "withdraw_export",
]
