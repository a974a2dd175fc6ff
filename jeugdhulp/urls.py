"""The front door."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from jeugdhulp.views import (
    aanmelden,
    account,
    beveiligingscontact,
    bron,
    fouten,
    gebruiker,
    gezond,
    groeprol,
    toegang,
    tweede_factor,
    uitnodiging,
    wachtwoord,
)


class Nummer(IntConverter):
    """An id as a table can hold it; a longer one is no address of ours."""

    regex = "[0-9]{1,18}"


register_converter(Nummer, "nummer")

# Below a gemeente, for its beheerder.
gebruikers = [
    path("", gebruiker.gebruiker_list, name="gebruiker_list"),
    path("uitnodigen/", uitnodiging.uitnodiging_create, name="uitnodiging_create"),
    path(
        "uitnodigingen/<nummer:pk>/opnieuw/",
        uitnodiging.uitnodiging_opnieuw,
        name="uitnodiging_opnieuw",
    ),
    path(
        "uitnodigingen/<nummer:pk>/intrekken/",
        uitnodiging.uitnodiging_delete,
        name="uitnodiging_delete",
    ),
    path("groepen/", groeprol.groeprol_list, name="groeprol_list"),
    path("groepen/<nummer:pk>/weg/", groeprol.groeprol_delete, name="groeprol_delete"),
    path("<nummer:pk>/", gebruiker.gebruiker_update, name="gebruiker_update"),
    path("<nummer:pk>/vertrek/", gebruiker.gebruiker_vertrek, name="gebruiker_vertrek"),
    path(
        "<nummer:pk>/tweede-stap/",
        gebruiker.gebruiker_tweede_factor,
        name="gebruiker_tweede_factor",
    ),
    path("<nummer:pk>/naam-weg/", gebruiker.gebruiker_pseudoniem, name="gebruiker_pseudoniem"),
]

urlpatterns = [
    path("aanmelden/", aanmelden.Aanmelden.as_view(), name="aanmelden"),
    path("aanmelden/code/", aanmelden.aanmelden_code, name="aanmelden_code"),
    path("aanmelden/met/<slug:bron>/", bron.bron_aanmelden, name="bron_aanmelden"),
    path("aanmelden/terug/<slug:bron>/", bron.bron_terug, name="bron_terug"),
    path("aanmelden/afgemeld/<slug:bron>/", bron.bron_afgemeld, name="bron_afgemeld"),
    path("aanmelden/uit/<slug:bron>/", bron.bron_afmelden, name="bron_afmelden"),
    path("afmelden/", aanmelden.afmelden, name="afmelden"),
    path("gezond/", gezond.gezond, name="gezond"),
    path(
        ".well-known/security.txt",
        beveiligingscontact.beveiligingscontact,
        name="beveiligingscontact",
    ),
    path("wachtwoord/vergeten/", wachtwoord.wachtwoord_vergeten, name="wachtwoord_vergeten"),
    path(
        "wachtwoord/nieuw/<uidb64>/<token>/",
        wachtwoord.WachtwoordNieuw.as_view(),
        name="wachtwoord_nieuw",
    ),
    path(
        "uitnodiging/<str:geheim>/", uitnodiging.uitnodiging_aannemen, name="uitnodiging_aannemen"
    ),
    path("account/", account.account_detail, name="account_detail"),
    path("account/wachtwoord/", wachtwoord.wachtwoord_update, name="wachtwoord_update"),
    path("account/mailadres/", account.mailadres_update, name="mailadres_update"),
    path("account/afmelden/", account.afmelden_overal, name="afmelden_overal"),
    path("account/tweede-stap/", tweede_factor.tweede_factor_create, name="tweede_factor_create"),
    path(
        "account/tweede-stap/codes/", tweede_factor.herstelcodes_create, name="herstelcodes_create"
    ),
    path(
        "account/tweede-stap/uit/", tweede_factor.tweede_factor_delete, name="tweede_factor_delete"
    ),
    path("<slug:gemeente>/toegang/", toegang.toegang_list, name="toegang_list"),
    path("<slug:gemeente>/gebruikers/", include(gebruikers)),
    path("", include("rapportage.urls")),
    path("", include("maatregelen.urls")),
]

# Strings would do for Django; these are found by who looks for their use.
handler400 = fouten.ongeldig
handler500 = fouten.kapot
