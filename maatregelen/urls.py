"""Plans and measures. Adresses read as the user thinks: gemeente, plan, measure."""

from django.urls import path, register_converter

from maatregelen.choices import CODE
from maatregelen.views import (
    actiepunt,
    afscherming,
    agenda,
    agendafeed,
    begroting,
    beleidsplan,
    besluit,
    besluitmoment,
    betrokkenen,
    bladen,
    bladtekst,
    dashboard,
    doelen,
    geld,
    geldform,
    indeling,
    kort,
    lichten,
    maatregel,
    maatregel_maken,
    mijn,
    onvolledig,
    over,
    plan,
    plan_indeling,
    plan_maken,
    planning,
    raster,
    resultaat,
    risico,
    ronde,
    rondeplanning,
    rondepost,
    rondevergelijken,
    samenhang,
    samenvoegen,
    spoor,
    stand,
    vergadering,
    vergaderkalender,
    zoeken,
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
RONDE = f"{PLAN}rondes/<nummer:pk>/"
MAATREGEL = f"{PLAN}maatregelen/<code:code>/"

urlpatterns = [
    path("", plan.plan_list, name="plan_list"),
    path("mijn-maatregelen/", mijn.mijn_maatregelen, name="mijn_maatregelen"),
    path("mijn-maatregelen/namens/", mijn.mijn_namens, name="mijn_namens"),
    path("mijn-maatregelen/<nummer:pk>/", mijn.mijn_stand, name="mijn_stand"),
    path("mijn-maatregelen/actiepunten/<nummer:pk>/", mijn.mijn_actiepunt, name="mijn_actiepunt"),
    path("agenda/<str:geheim>.ics", agendafeed.agendafeed_ics, name="agendafeed"),
    path("zoeken/", zoeken.zoeken, name="zoeken"),
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
    path("<slug:gemeente>/begroting/", begroting.begroting_list, name="begroting_list"),
    path("<slug:gemeente>/begroting/nieuw/", begroting.begroting_create, name="begroting_create"),
    path(
        "<slug:gemeente>/begroting/<nummer:jaar>/",
        begroting.begroting_update,
        name="begroting_update",
    ),
    path(
        "<slug:gemeente>/vergaderkalender/",
        vergaderkalender.vergaderdag_list,
        name="vergaderdag_list",
    ),
    path(
        "<slug:gemeente>/vergaderkalender/<nummer:pk>/weghalen/",
        vergaderkalender.vergaderdag_delete,
        name="vergaderdag_delete",
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
    path(f"{PLAN}dashboard/", dashboard.plan_dashboard, name="plan_dashboard"),
    path(f"{PLAN}kort/", kort.plan_kort, name="plan_kort"),
    path(f"{PLAN}geld/", geld.plan_geld, name="plan_geld"),
    path(f"{PLAN}overzicht/", plan.plan_overzicht, name="plan_overzicht"),
    path(f"{PLAN}bladen/", bladen.plan_bladen, name="plan_bladen"),
    path(f"{PLAN}lichten/", lichten.lichten_update, name="lichten_update"),
    path(f"{PLAN}onvolledig/", onvolledig.plan_onvolledig, name="plan_onvolledig"),
    path(f"{PLAN}over/", over.plan_over, name="plan_over"),
    path(f"{PLAN}raster/", raster.plan_raster, name="plan_raster"),
    path(f"{PLAN}rondes/", ronde.ronde_list, name="ronde_list"),
    path(f"{PLAN}rondes/openen/", ronde.ronde_create, name="ronde_create"),
    path(f"{PLAN}rondes/plannen/", rondeplanning.rondes_plannen, name="rondes_plannen"),
    path(
        f"{PLAN}rondes/vergelijken/",
        rondevergelijken.rondes_vergelijken,
        name="rondes_vergelijken",
    ),
    path(f"{PLAN}rondes/ritme/", rondeplanning.ritme_update, name="ritme_update"),
    path(f"{PLAN}rondes/agenda/", agendafeed.agendasleutel_update, name="agendasleutel_update"),
    path(f"{PLAN}rondes/<nummer:pk>/verplaatsen/", rondeplanning.ronde_move, name="ronde_move"),
    path(f"{PLAN}rondes/<nummer:pk>/vervallen/", rondeplanning.ronde_cancel, name="ronde_cancel"),
    path(f"{PLAN}rondes/<nummer:pk>/", ronde.ronde_detail, name="ronde_detail"),
    path(f"{PLAN}rondes/<nummer:pk>/voorbereiden/", ronde.ronde_prepare, name="ronde_prepare"),
    path(f"{PLAN}rondes/<nummer:pk>/heropenen/", ronde.ronde_reopen, name="ronde_reopen"),
    path(
        f"{PLAN}rondes/<nummer:pk>/maatregel/<nummer:maatregel>/",
        ronde.ronde_maatregel,
        name="ronde_maatregel",
    ),
    path(f"{PLAN}rondes/<nummer:pk>/sluiten/", ronde.ronde_close, name="ronde_close"),
    path(f"{RONDE}berichten/", rondepost.rondepost_preview, name="rondepost_preview"),
    path(f"{PLAN}besluiten/", besluit.besluit_list, name="besluit_list"),
    path(f"{PLAN}besluiten.csv", besluit.besluit_list_csv, name="besluit_list_csv"),
    path(f"{PLAN}besluiten/nieuw/", besluit.besluit_create, name="besluit_create"),
    path(f"{PLAN}besluiten/<nummer:nummer>/", besluit.besluit_detail, name="besluit_detail"),
    path(
        f"{PLAN}besluiten/<nummer:nummer>/wijzigen/", besluit.besluit_update, name="besluit_update"
    ),
    path(
        f"{PLAN}besluiten/<nummer:nummer>/afdoen/",
        besluit.besluit_toestand,
        name="besluit_toestand",
    ),
    path(f"{PLAN}actiepunten/", actiepunt.actiepunt_list, name="actiepunt_list"),
    path(f"{PLAN}actiepunten.csv", actiepunt.actiepunt_list_csv, name="actiepunt_list_csv"),
    path(f"{PLAN}actiepunten/nieuw/", actiepunt.actiepunt_create, name="actiepunt_create"),
    path(
        f"{PLAN}actiepunten/<nummer:nummer>/", actiepunt.actiepunt_detail, name="actiepunt_detail"
    ),
    path(
        f"{PLAN}actiepunten/<nummer:nummer>/wijzigen/",
        actiepunt.actiepunt_update,
        name="actiepunt_update",
    ),
    path(
        f"{PLAN}actiepunten/<nummer:nummer>/afdoen/",
        actiepunt.actiepunt_toestand,
        name="actiepunt_toestand",
    ),
    path(f"{RONDE}agenda/", agenda.agenda_detail, name="agenda_detail"),
    path(f"{RONDE}agenda/nieuw/", agenda.agendapunt_create, name="agendapunt_create"),
    path(f"{RONDE}agenda/<nummer:punt>/", agenda.agendapunt_update, name="agendapunt_update"),
    path(f"{RONDE}vergadering/", vergadering.vergadering_detail, name="vergadering_detail"),
    path(
        f"{RONDE}vergadering/<nummer:punt>/", vergadering.vergadering_punt, name="vergadering_punt"
    ),
    path(f"{PLAN}wijzigingen/", spoor.plan_spoor, name="plan_spoor"),
    path(f"{PLAN}wijzigingen.csv", spoor.plan_spoor_csv, name="plan_spoor_csv"),
    path(f"{PLAN}indeling/", plan_indeling.plan_indeling, name="plan_indeling"),
    path(f"{PLAN}indeling/thema/", plan_indeling.thema_create, name="thema_create"),
    path(f"{PLAN}indeling/thema/<nummer:pk>/", plan_indeling.thema_update, name="thema_update"),
    path(f"{PLAN}indeling/cluster/", plan_indeling.cluster_create, name="cluster_create"),
    path(
        f"{PLAN}indeling/cluster/<nummer:pk>/", plan_indeling.cluster_update, name="cluster_update"
    ),
    # Not below "maatregelen/": there it could be the code of one.
    path(f"{PLAN}nieuwe-maatregel/", maatregel_maken.maatregel_create, name="maatregel_create"),
    path(MAATREGEL, maatregel.maatregel_detail, name="maatregel_detail"),
    path(f"{MAATREGEL}blad/", bladen.maatregel_blad, name="maatregel_blad"),
    path(f"{MAATREGEL}wijzigingen/", spoor.maatregel_spoor, name="maatregel_spoor"),
    path(f"{MAATREGEL}wijzigingen.csv", spoor.maatregel_spoor_csv, name="maatregel_spoor_csv"),
    path(f"{MAATREGEL}kenmerken/", bladtekst.kenmerken_update, name="kenmerken_update"),
    path(f"{MAATREGEL}doelen/", doelen.doelen_update, name="doelen_update"),
    path(f"{MAATREGEL}indeling/", indeling.indeling_update, name="indeling_update"),
    path(f"{MAATREGEL}indeling/blad/<nummer:blad>/", indeling.blad_delete, name="blad_delete"),
    path(f"{MAATREGEL}kopie/", maatregel_maken.kopie_create, name="kopie_create"),
    path(f"{MAATREGEL}splitsen/", maatregel_maken.splitsing_create, name="splitsing_create"),
    path(f"{MAATREGEL}samenvoegen/", samenvoegen.samenvoeging_create, name="samenvoeging_create"),
    path(f"{MAATREGEL}tekst/<slug:veld>/", bladtekst.bladtekst_update, name="bladtekst_update"),
    path(
        f"{MAATREGEL}blad/<nummer:blad>/<slug:soort>/",
        geldform.geldregel_create,
        name="geldregel_create",
    ),
    path(
        f"{MAATREGEL}geld/<slug:soort>/<nummer:rij>/",
        geldform.geldregel_update,
        name="geldregel_update",
    ),
    path(
        f"{MAATREGEL}besteding/blad/<nummer:blad>/",
        geldform.besteding_create,
        name="besteding_create",
    ),
    path(f"{MAATREGEL}besteding/<nummer:rij>/", geldform.besteding_update, name="besteding_update"),
    path(f"{MAATREGEL}besparing/", geldform.besparing_create, name="besparing_create"),
    path(f"{MAATREGEL}besparing/<nummer:rij>/", geldform.besparing_update, name="besparing_update"),
    path(
        f"{MAATREGEL}besluitmomenten/",
        besluitmoment.besluitmoment_create,
        name="besluitmoment_create",
    ),
    path(
        f"{MAATREGEL}besluitmomenten/<nummer:rij>/",
        besluitmoment.besluitmoment_update,
        name="besluitmoment_update",
    ),
    path(
        f"{MAATREGEL}besluitmomenten/<nummer:rij>/genomen/",
        besluitmoment.besluitmoment_genomen,
        name="besluitmoment_genomen",
    ),
    path(
        f"{MAATREGEL}betrokkenen/nieuw/",
        betrokkenen.betrokkenheid_create,
        name="betrokkenheid_create",
    ),
    path(
        f"{MAATREGEL}betrokkenen/<nummer:pk>/",
        betrokkenen.betrokkenheid_update,
        name="betrokkenheid_update",
    ),
    path(
        f"{MAATREGEL}betrokkenen/<nummer:pk>/einde/",
        betrokkenen.betrokkenheid_delete,
        name="betrokkenheid_delete",
    ),
    path(
        f"{MAATREGEL}betrokkenen/<nummer:pk>/opvolger/",
        betrokkenen.opvolging_create,
        name="opvolging_create",
    ),
    path(f"{MAATREGEL}samenhang/nieuw/", samenhang.samenhang_create, name="samenhang_create"),
    path(f"{MAATREGEL}samenhang/<nummer:pk>/", samenhang.samenhang_update, name="samenhang_update"),
    path(
        f"{MAATREGEL}samenhang/<nummer:pk>/einde/",
        samenhang.samenhang_delete,
        name="samenhang_delete",
    ),
    path(f"{MAATREGEL}risicos/nieuw/", risico.risico_create, name="risico_create"),
    path(f"{MAATREGEL}risicos/<nummer:pk>/", risico.risico_update, name="risico_update"),
    path(f"{MAATREGEL}risicos/<nummer:pk>/einde/", risico.risico_delete, name="risico_delete"),
    path(f"{MAATREGEL}resultaten/nieuw/", resultaat.resultaat_create, name="resultaat_create"),
    path(
        f"{MAATREGEL}resultaten/<nummer:pk>/", resultaat.resultaat_update, name="resultaat_update"
    ),
    path(
        f"{MAATREGEL}resultaten/<nummer:pk>/einde/",
        resultaat.resultaat_delete,
        name="resultaat_delete",
    ),
    path(
        f"{MAATREGEL}resultaten/<nummer:pk>/toestand/",
        resultaat.toestand_update,
        name="toestand_update",
    ),
    path(f"{MAATREGEL}planning/<nummer:blad>/", planning.planning_update, name="planning_update"),
    path(f"{MAATREGEL}stand/", stand.stand_create, name="stand_create"),
]
