"""Plans and measures. Adresses read as the user thinks: gemeente, plan, measure."""

from django.urls import path, register_converter

from maatregelen.choices import CODE
from maatregelen.views import (
    afscherming,
    beleidsplan,
    bladtekst,
    geld,
    indeling,
    maatregel,
    maatregel_maken,
    over,
    plan,
    plan_maken,
    samenvoegen,
    spoor,
    stand,
)


class CodeConverter:
    """The code of a measure, such as 1a or 2.10."""

    regex = CODE.removeprefix("^").removesuffix(r"\Z")

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

app_name = "maatregelen"
_AFSCHERMEN = "<slug:gemeente>/afschermen/"
PLAN = "<slug:gemeente>/<slug:plan>/"
MAATREGEL = f"{PLAN}maatregelen/<code:code>/"

urlpatterns = [
    path("", plan.plan_list, name="plan_list"),
    # Before a plan: no plan can have these as its address (`choices.BEZETTE_ADRESSEN`).
    path(_AFSCHERMEN, afscherming.afscherming_list, name="afscherming_list"),
    path(f"{_AFSCHERMEN}nieuw/", afscherming.afscherming_create, name="afscherming_create"),
    path(f"{_AFSCHERMEN}plan/", afscherming.vernietiging_create, name="vernietiging_create"),
    path(
        f"{_AFSCHERMEN}bewaartermijn/",
        afscherming.bewaartermijn_update,
        name="bewaartermijn_update",
    ),
    path(
        f"{_AFSCHERMEN}<nummer:nummer>/", afscherming.afscherming_detail, name="afscherming_detail"
    ),
    path("<slug:gemeente>/nieuw-plan/", plan_maken.plan_create, name="plan_create"),
    path("<slug:gemeente>/wijzigingen/", spoor.gemeente_spoor, name="gemeente_spoor"),
    path("<slug:gemeente>/wijzigingen.csv", spoor.gemeente_spoor_csv, name="gemeente_spoor_csv"),
    path(
        "<slug:gemeente>/beleid/<slug:beleidsplan>/",
        beleidsplan.beleidsplan_detail,
        name="beleidsplan_detail",
    ),
    path(PLAN, plan.plan_detail, name="plan_detail"),
    path(f"{PLAN}geld/", geld.plan_geld, name="plan_geld"),
    path(f"{PLAN}over/", over.plan_over, name="plan_over"),
    path(f"{PLAN}wijzigingen/", spoor.plan_spoor, name="plan_spoor"),
    path(f"{PLAN}wijzigingen.csv", spoor.plan_spoor_csv, name="plan_spoor_csv"),
    # Not below "maatregelen/": there it could be the code of one.
    path(f"{PLAN}nieuwe-maatregel/", maatregel_maken.maatregel_create, name="maatregel_create"),
    path(MAATREGEL, maatregel.maatregel_detail, name="maatregel_detail"),
    path(f"{MAATREGEL}wijzigingen/", spoor.maatregel_spoor, name="maatregel_spoor"),
    path(f"{MAATREGEL}wijzigingen.csv", spoor.maatregel_spoor_csv, name="maatregel_spoor_csv"),
    path(f"{MAATREGEL}kenmerken/", bladtekst.kenmerken_update, name="kenmerken_update"),
    path(f"{MAATREGEL}indeling/", indeling.indeling_update, name="indeling_update"),
    path(f"{MAATREGEL}kopie/", maatregel_maken.kopie_create, name="kopie_create"),
    path(f"{MAATREGEL}splitsen/", maatregel_maken.splitsing_create, name="splitsing_create"),
    path(f"{MAATREGEL}samenvoegen/", samenvoegen.samenvoeging_create, name="samenvoeging_create"),
    path(f"{MAATREGEL}tekst/<slug:veld>/", bladtekst.bladtekst_update, name="bladtekst_update"),
    path(f"{MAATREGEL}stand/", stand.stand_create, name="stand_create"),
]
