"""Reports of a plan, and the bewijsstuk of a measure."""

from django.urls import path

from maatregelen.urls import MAATREGEL, PLAN
from rapportage.views import (
    bewijsstuk,
    openbaar,
    publicatie,
    rapport,
    rapportversie,
    versiestap,
)

app_name = "rapportage"
_RAPPORT = "<slug:gemeente>/rapporten/<nummer:nummer>/"
_VERSIE = f"{_RAPPORT}<nummer:versie>/"
_OPENBAAR = "openbaar/<slug:gemeente>/<slug:adres>/"

urlpatterns = [
    path(f"{PLAN}rapport/", rapport.rapport_create, name="rapport_create"),
    path(f"{MAATREGEL}bewijsstuk/", bewijsstuk.bewijsstuk_create, name="bewijsstuk_create"),
    path(f"{_RAPPORT}bevriezen/", rapportversie.rapportversie_create, name="rapportversie_create"),
    path(_VERSIE, rapportversie.rapportversie_detail, name="rapportversie_detail"),
    path(f"{_VERSIE}stap/", versiestap.versiestap_create, name="versiestap_create"),
    path(f"{_VERSIE}opmaak/", rapportversie.opmaak_update, name="opmaak_update"),
    path(
        f"{_VERSIE}bestand/<str:naam>", publicatie.publicatie_download, name="publicatie_download"
    ),
    path(f"{_VERSIE}brief/<slug:soort>/", publicatie.brief_download, name="brief_download"),
    # Without signing in: these two and no other.
    path(_OPENBAAR, openbaar.openbaar_detail, name="openbaar_detail"),
    path(f"{_OPENBAAR}bestand/<str:naam>", openbaar.openbaar_download, name="openbaar_download"),
]
