"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from jeugdhulp.forms.aanmelden import AanmeldForm


class Aanmelden(LoginView):
    """Sign in with name and password; already signed in goes on."""

    template_name = "jeugdhulp/aanmelden.html"
    authentication_form = AanmeldForm
    redirect_authenticated_user = True


class Afmelden(LogoutView):
    """Sign out, by POST."""

    http_method_names = ["post", "options"]
