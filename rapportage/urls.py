"""Reports of a plan, and the bewijsstuk of a measure."""

from django.urls import path

from maatregelen.urls import MAATREGEL, PLAN
from rapportage.views import bewijsstuk, rapport, rapportblok, werkversie

app_name = "rapportage"
RAPPORTEN = "<slug:gemeente>/rapporten/"
RAPPORT = f"{RAPPORTEN}<nummer:nummer>/"

urlpatterns = [
    path(f"{MAATREGEL}bewijsstuk/", bewijsstuk.bewijsstuk_create, name="bewijsstuk_create"),
    path(f"{PLAN}werkversie/", werkversie.werkversie_create, name="werkversie_create"),
    # Before a plan: no plan can have this as its address (`choices.BEZETTE_ADRESSEN`).
    path(RAPPORTEN, rapport.rapport_list, name="rapport_list"),
    path(f"{PLAN}rapporten/nieuw/", rapport.rapport_create, name="rapport_create"),
    path(RAPPORT, rapport.rapport_detail, name="rapport_detail"),
    path(f"{RAPPORT}kenmerken/", rapport.rapport_update, name="rapport_update"),
    path(f"{RAPPORT}tekst/<slug:blok>/", rapportblok.rapportblok_update, name="rapportblok_update"),
    path(
        f"{RAPPORT}tekst/<slug:blok>/<nummer:thema>/",
        rapportblok.rapportblok_update,
        name="rapportblok_update",
    ),
    path(f"{RAPPORT}voorbeeld/", rapport.rapport_voorbeeld, name="rapport_voorbeeld"),
    path(f"{RAPPORT}concept/", rapport.rapport_concept, name="rapport_concept"),
    path(f"{RAPPORT}intrekken/", rapport.rapport_intrekken, name="rapport_intrekken"),
]
