"""What Django may tell of an error where it makes a report itself: nothing that was typed.

Nothing here sends such a report: errors go to the log. This is for the day that somebody sets
ADMINS, adds a handler, or turns DEBUG on.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from jeugdhulp.systeemlog import als_tekst, fout_als_gegevens


class GeenInhoud(SafeExceptionReporterFilter):
    """A report without headers, cookies, settings, form values or variables."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_safe_settings(self) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest, tb_frame: Any) -> Any:
        return {}.items()


class Foutverslag(ExceptionReporter):
    """A report of class and place only: the text of an error may hold a row or a typed value."""

    def get_traceback_text(self) -> SafeString:
        """Plain text; Django's type for it says safe."""
        return SafeString(self._tekst())

    def get_traceback_html(self) -> SafeString:
        """The same in a page."""
        return format_html(
            '<!DOCTYPE html><html lang="nl"><title>Fout</title><pre>{}</pre>', self._tekst()
        )

    def _tekst(self) -> str:
        if not isinstance(self.exc_value, BaseException):
            return ""
        return "\n".join(als_tekst(fout_als_gegevens(self.exc_value)))
