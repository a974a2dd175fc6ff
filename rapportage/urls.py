"""Reports of a plan, and the bewijsstuk of a measure."""

from django.urls import path

from maatregelen.urls import MAATREGEL, PLAN
from rapportage.views import bewijsstuk, rapport

app_name = "rapportage"

urlpatterns = [
    path(f"{PLAN}rapport/", rapport.rapport_create, name="rapport_create"),
    path(f"{MAATREGEL}bewijsstuk/", bewijsstuk.bewijsstuk_create, name="bewijsstuk_create"),
]
