"""Signing in and out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView

from jeugdhulp.forms.aanmelden import AanmeldForm


class Aanmelden(LoginView):
    """Sign in with name and password; already signed in goes on."""

    template_name = "jeugdhulp/aanmelden.html"
    authentication_form = AanmeldForm
    redirect_authenticated_user = True

    def get_redirect_url(self, *args: Any) -> str:
        """Where she was going; not back to this door, which would send her round for ever."""
        doel = super().get_redirect_url(*args)
        return "" if doel.partition("?")[0] == self.request.path else doel


class Afmelden(LogoutView):
    """Sign out, by POST."""

    http_method_names = ["post", "options"]
