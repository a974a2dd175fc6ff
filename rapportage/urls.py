"""Reports of a plan, and the bewijsstuk of a measure."""

from django.urls import path

from maatregelen.urls import MAATREGEL, PLAN
from rapportage.views import (
    bewijsstuk,
    concept,
    openbaar,
    publicatie,
    rapport,
    rapportblok,
    rapportlijst,
    rapportversie,
    rondestuk,
    versiestap,
    werkversie,
)

app_name = "rapportage"
RAPPORTEN = "<slug:gemeente>/rapporten/"
RAPPORT = f"{RAPPORTEN}<nummer:nummer>/"
VERSIE = f"{RAPPORT}<nummer:versie>/"
ALLEN = "openbaar/<slug:gemeente>/"
OPENBAAR = f"{ALLEN}<slug:adres>/"
RONDE = f"{PLAN}rondes/<nummer:pk>/"

urlpatterns = [
    path(f"{MAATREGEL}bewijsstuk/", bewijsstuk.bewijsstuk_create, name="bewijsstuk_create"),
    path(f"{RONDE}besluitenlijst/", rondestuk.besluitenlijst_detail, name="besluitenlijst_detail"),
    path(f"{RONDE}besluitenlijst.pdf", rondestuk.besluitenlijst_pdf, name="besluitenlijst_pdf"),
    path(f"{RONDE}besluitenlijst.docx", rondestuk.besluitenlijst_docx, name="besluitenlijst_docx"),
    path(f"{RONDE}stukken.pdf", rondestuk.stukken_pdf, name="stukken_pdf"),
    path(f"{RONDE}wethouder.pdf", rondestuk.wethouder_pdf, name="wethouder_pdf"),
    path(f"{PLAN}werkversie/", werkversie.werkversie_create, name="werkversie_create"),
    # Before a plan: no plan can have this as its address (`choices.BEZETTE_ADRESSEN`).
    path(RAPPORTEN, rapportlijst.rapport_list, name="rapport_list"),
    path(f"{PLAN}rapporten/nieuw/", rapport.rapport_create, name="rapport_create"),
    path(RAPPORT, rapport.rapport_detail, name="rapport_detail"),
    path(f"{RAPPORT}kenmerken/", rapport.rapport_update, name="rapport_update"),
    path(f"{RAPPORT}tekst/<slug:blok>/", rapportblok.rapportblok_update, name="rapportblok_update"),
    path(
        f"{RAPPORT}tekst/<slug:blok>/<nummer:thema>/",
        rapportblok.rapportblok_update,
        name="rapportblok_update",
    ),
    path(f"{RAPPORT}voorbeeld/", concept.rapport_voorbeeld, name="rapport_voorbeeld"),
    path(f"{RAPPORT}concept/", concept.rapport_concept, name="rapport_concept"),
    path(f"{RAPPORT}concept/bestand/", concept.concept_download, name="concept_download"),
    path(f"{RAPPORT}intrekken/", rapport.rapport_intrekken, name="rapport_intrekken"),
    path(f"{RAPPORT}bevriezen/", rapportversie.rapportversie_create, name="rapportversie_create"),
    path(VERSIE, rapportversie.rapportversie_detail, name="rapportversie_detail"),
    path(f"{VERSIE}stap/", versiestap.versiestap_create, name="versiestap_create"),
    path(f"{VERSIE}opmaak/", rapportversie.opmaak_update, name="opmaak_update"),
    path(f"{VERSIE}bestand/<str:naam>", publicatie.publicatie_download, name="publicatie_download"),
    path(f"{VERSIE}brief/<slug:soort>/", publicatie.brief_download, name="brief_download"),
    # Without signing in: these and no other.
    path(ALLEN, openbaar.openbaar_list, name="openbaar_list"),
    path(f"{ALLEN}rapporten.atom", openbaar.openbaar_feed, name="openbaar_feed"),
    path(OPENBAAR, openbaar.openbaar_detail, name="openbaar_detail"),
    path(f"{OPENBAAR}<nummer:versie>/", openbaar.openbaar_detail, name="openbaar_detail"),
    path(f"{OPENBAAR}bestand/<str:naam>", openbaar.openbaar_download, name="openbaar_download"),
]
