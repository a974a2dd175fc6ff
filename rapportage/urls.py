"""Reports of a plan."""

from django.urls import path

from rapportage.views import rapport

app_name = "rapportage"

urlpatterns = [
    path("<slug:gemeente>/<slug:plan>/rapport/", rapport.rapport_create, name="rapport_create"),
]
