"""The front door."""

from django.urls import include, path

from jeugdhulp.views import (
    aanmelden,
    account,
    gebruiker,
    gezond,
    toegang,
    tweede_factor,
    uitnodiging,
    wachtwoord,
)

# Below a gemeente, for its beheerder.
gebruikers = [
    path("", gebruiker.gebruiker_list, name="gebruiker_list"),
    path("uitnodigen/", uitnodiging.uitnodiging_create, name="uitnodiging_create"),
    path(
        "uitnodigingen/<int:pk>/opnieuw/",
        uitnodiging.uitnodiging_opnieuw,
        name="uitnodiging_opnieuw",
    ),
    path(
        "uitnodigingen/<int:pk>/intrekken/",
        uitnodiging.uitnodiging_delete,
        name="uitnodiging_delete",
    ),
    path("<int:pk>/", gebruiker.gebruiker_update, name="gebruiker_update"),
    path("<int:pk>/vertrek/", gebruiker.gebruiker_vertrek, name="gebruiker_vertrek"),
    path(
        "<int:pk>/tweede-stap/", gebruiker.gebruiker_tweede_factor, name="gebruiker_tweede_factor"
    ),
    path("<int:pk>/naam-weg/", gebruiker.gebruiker_pseudoniem, name="gebruiker_pseudoniem"),
]

urlpatterns = [
    path("aanmelden/", aanmelden.Aanmelden.as_view(), name="aanmelden"),
    path("aanmelden/code/", aanmelden.aanmelden_code, name="aanmelden_code"),
    path("afmelden/", aanmelden.afmelden, name="afmelden"),
    path("gezond/", gezond.gezond, name="gezond"),
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
