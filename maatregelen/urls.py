"""Plans and measures. Adresses read as the user thinks: gemeente, plan, measure."""

from django.urls import path

from maatregelen.views import maatregel, plan, stand

app_name = "maatregelen"
_PLAN = "<slug:gemeente>/<slug:plan>/"
_MAATREGEL = f"{_PLAN}maatregelen/<str:code>/"

urlpatterns = [
    path("", plan.plan_list, name="plan_list"),
    path(_PLAN, plan.plan_detail, name="plan_detail"),
    path(f"{_PLAN}wijzigingen/", plan.plan_spoor, name="plan_spoor"),
    path(_MAATREGEL, maatregel.maatregel_detail, name="maatregel_detail"),
    path(f"{_MAATREGEL}wijzigingen/", maatregel.maatregel_spoor, name="maatregel_spoor"),
    path(f"{_MAATREGEL}stand/", stand.stand_create, name="stand_create"),
]
