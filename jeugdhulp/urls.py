"""The front door."""

from django.urls import include, path

from jeugdhulp.views import aanmelden, beveiligingscontact, fouten, gezond

urlpatterns = [
    path("aanmelden/", aanmelden.Aanmelden.as_view(), name="aanmelden"),
    path("afmelden/", aanmelden.Afmelden.as_view(), name="afmelden"),
    path("gezond/", gezond.gezond, name="gezond"),
    path(
        ".well-known/security.txt",
        beveiligingscontact.beveiligingscontact,
        name="beveiligingscontact",
    ),
    path("", include("rapportage.urls")),
    path("", include("maatregelen.urls")),
]

# Strings would do for Django; these are found by who looks for their use.
handler400 = fouten.ongeldig
handler500 = fouten.kapot
