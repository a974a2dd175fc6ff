"""Who gets what from which address: one table for every URL name, method and member of the cast."""

import copy
import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.afschermen import vraag_afschermen
from jeugdhulp.invoer import schrijf_bedrag
from jeugdhulp.models import (
    Afscherming,
    Gebruiker,
    Gemeente,
    Groeprol,
    Lidmaatschap,
    Uitnodiging,
)
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory, maak_uitnodiging
from jeugdhulp.tests.foto import Foto
from jeugdhulp.tests.kanarie import MERK
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.bewaartermijn import zet_bewaartermijn
from maatregelen.domain.geld.begroting import begrotingen, jaren_om_te_kiezen, voeg_begroting_toe
from maatregelen.domain.ronde.agendapunten import voeg_toe
from maatregelen.domain.ronde.rondeplanning import Geplande, plan_rondes
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.ronde.vergaderkalender import Dagen, zet_in_kalender
from maatregelen.forms.lichten import lichten_van
from maatregelen.models import (
    Actiepunt,
    Agendapunt,
    Besluit,
    Besluitmoment,
    Besparing,
    Besteding,
    Blad,
    Investering,
    Maatregel,
    Plan,
    Ronde,
    Stand,
    Vergaderdag,
)
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BeleidsplanFactory,
    BesluitFactory,
    BesluitmomentFactory,
    BesparingFactory,
    BestedingFactory,
    BetrokkenheidFactory,
    ClusterFactory,
    DoelFactory,
    DoelkoppelingFactory,
    InvesteringFactory,
    MaatregelFactory,
    PlanFactory,
    ResultaatFactory,
    RisicoFactory,
    RondeFactory,
    SamenhangFactory,
    ThemaFactory,
    in_handeling,
)
from rapportage.tests.toegang import RAPPORTEN, adresdelen, invoer_van_versie, nieuw_rapport

CAST = (
    "anoniem beheerder beleidsadviseur projectgroep controller bestuurder raadslid trekker"
    " voorzitter externe buur"
).split()

# "in" is the redirect to the page to sign in. Trekker and externe pull 1a, nobody here pulls 1b.
# An address with a code is tried for both; "-" has no measure in it. "collega" is a member of
# Waterstad, "els" is invited there; "buur" and "bart" belong to another gemeente.
TABEL = """
name                          code method  ano beh adv pro con bes raa tre voo ext buu
aanmelden                     -    GET     200 302 302 302 302 302 302 302 302 302 302
aanmelden                     -    POST    200 302 302 302 302 302 302 302 302 302 302
aanmelden_code                -    GET     302 302 302 302 302 302 302 302 302 302 302
aanmelden_code                -    POST    302 302 302 302 302 302 302 302 302 302 302
bron_aanmelden                -    GET     404 404 404 404 404 404 404 404 404 404 404
bron_aanmelden                -    POST    405 405 405 405 405 405 405 405 405 405 405
bron_terug                    -    GET     404 404 404 404 404 404 404 404 404 404 404
bron_terug                    -    POST    405 405 405 405 405 405 405 405 405 405 405
bron_afgemeld                 -    GET     404 404 404 404 404 404 404 404 404 404 404
bron_afgemeld                 -    POST    405 405 405 405 405 405 405 405 405 405 405
bron_afmelden                 -    GET     405 405 405 405 405 405 405 405 405 405 405
bron_afmelden                 -    POST    404 404 404 404 404 404 404 404 404 404 404
afmelden                      -    GET     405 405 405 405 405 405 405 405 405 405 405
afmelden                      -    POST    302 302 302 302 302 302 302 302 302 302 302
beveiligingscontact           -    GET     200 200 200 200 200 200 200 200 200 200 200
beveiligingscontact           -    POST    405 405 405 405 405 405 405 405 405 405 405
gezond                        -    GET     200 200 200 200 200 200 200 200 200 200 200
gezond                        -    POST    405 405 405 405 405 405 405 405 405 405 405
wachtwoord_vergeten           -    GET     200 200 200 200 200 200 200 200 200 200 200
wachtwoord_vergeten           -    POST    200 200 200 200 200 200 200 200 200 200 200
wachtwoord_nieuw              -    GET     404 404 404 404 404 404 404 404 404 404 404
wachtwoord_nieuw              -    POST    404 404 404 404 404 404 404 404 404 404 404
uitnodiging_aannemen          -    GET     404 404 404 404 404 404 404 404 404 404 404
uitnodiging_aannemen          -    POST    404 404 404 404 404 404 404 404 404 404 404
account_detail                -    GET     in  200 200 200 200 200 200 200 200 200 200
account_detail                -    POST    in  405 405 405 405 405 405 405 405 405 405
wachtwoord_update             -    GET     in  200 200 200 200 200 200 200 200 200 200
wachtwoord_update             -    POST    in  422 422 422 422 422 422 422 422 422 422
mailadres_update              -    GET     in  200 200 200 200 200 200 200 200 200 200
mailadres_update              -    POST    in  200 200 200 200 200 200 200 200 200 200
afmelden_overal               -    GET     in  405 405 405 405 405 405 405 405 405 405
afmelden_overal               -    POST    in  302 302 302 302 302 302 302 302 302 302
tweede_factor_create          -    GET     in  200 200 200 200 200 200 200 200 200 200
tweede_factor_create          -    POST    in  422 422 422 422 422 422 422 422 422 422
herstelcodes_create           -    GET     in  200 302 302 200 302 302 302 302 302 302
herstelcodes_create           -    POST    in  200 302 302 200 302 302 302 302 302 302
tweede_factor_delete          -    GET     in  302 200 200 302 200 200 200 200 200 200
tweede_factor_delete          -    POST    in  302 302 302 302 302 302 302 302 302 302
gebruiker_list                -    GET     in  200 403 403 403 403 403 403 403 403 404
gebruiker_list                -    POST    in  405 405 405 405 405 405 405 405 405 405
gebruiker_update              collega GET     in  200 403 403 403 403 403 403 403 403 404
gebruiker_update              collega POST    in  302 403 403 403 403 403 403 403 403 404
gebruiker_update              buur GET     in  404 403 403 403 403 403 403 403 403 404
gebruiker_update              buur POST    in  404 403 403 403 403 403 403 403 403 404
gebruiker_vertrek             collega GET     in  200 403 403 403 403 403 403 403 403 404
gebruiker_vertrek             collega POST    in  302 403 403 403 403 403 403 403 403 404
gebruiker_vertrek             buur GET     in  404 403 403 403 403 403 403 403 403 404
gebruiker_vertrek             buur POST    in  404 403 403 403 403 403 403 403 403 404
gebruiker_tweede_factor       collega GET     in  302 403 403 403 403 403 403 403 403 404
gebruiker_tweede_factor       collega POST    in  302 403 403 403 403 403 403 403 403 404
gebruiker_tweede_factor       buur POST    in  404 403 403 403 403 403 403 403 403 404
gebruiker_pseudoniem          collega GET     in  200 403 403 403 403 403 403 403 403 404
gebruiker_pseudoniem          collega POST    in  302 403 403 403 403 403 403 403 403 404
gebruiker_pseudoniem          buur POST    in  404 403 403 403 403 403 403 403 403 404
uitnodiging_create            -    GET     in  200 403 403 403 403 403 403 403 403 404
uitnodiging_create            -    POST    in  302 403 403 403 403 403 403 403 403 404
uitnodiging_opnieuw           els  GET     in  405 405 405 405 405 405 405 405 405 405
uitnodiging_opnieuw           els  POST    in  302 403 403 403 403 403 403 403 403 404
uitnodiging_opnieuw           bart POST    in  404 403 403 403 403 403 403 403 403 404
uitnodiging_delete            els  GET     in  405 405 405 405 405 405 405 405 405 405
uitnodiging_delete            els  POST    in  302 403 403 403 403 403 403 403 403 404
uitnodiging_delete            bart POST    in  404 403 403 403 403 403 403 403 403 404
groeprol_list                 -    GET     in  200 403 403 403 403 403 403 403 403 404
groeprol_list                 -    POST    in  302 403 403 403 403 403 403 403 403 404
groeprol_delete               groep GET    in  200 403 403 403 403 403 403 403 403 404
groeprol_delete               groep POST   in  302 403 403 403 403 403 403 403 403 404
groeprol_delete               elders GET   in  404 403 403 403 403 403 403 403 403 404
groeprol_delete               elders POST  in  404 403 403 403 403 403 403 403 403 404
toegang_list                  -    GET     in  200 403 403 403 403 403 403 403 403 404
toegang_list                  -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:afscherming_list  -    GET     in  200 200 403 403 403 404 403 200 404 404
maatregelen:afscherming_list  -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:afscherming_create - GET       in  200 200 403 403 403 404 403 200 404 404
maatregelen:afscherming_create - POST      in  302 302 403 403 403 404 403 302 404 404
maatregelen:afscherming_detail - GET       in  200 200 403 403 403 404 403 200 404 404
maatregelen:afscherming_detail - POST      in  302 409 403 403 403 404 403 409 404 404
maatregelen:bewaartermijn_update - GET     in  200 403 403 403 403 404 403 403 404 404
maatregelen:bewaartermijn_update - POST    in  302 403 403 403 403 404 403 403 404 404
maatregelen:vernietiging_create - GET      in  200 200 403 403 403 404 403 200 404 404
maatregelen:vernietiging_create - POST     in  302 302 403 403 403 404 403 302 404 404
maatregelen:begroting_list    -    GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:begroting_list    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:begroting_create  -    GET     in  403 200 403 200 403 404 403 403 404 404
maatregelen:begroting_create  -    POST    in  403 302 403 302 403 404 403 403 404 404
maatregelen:begroting_update  -    GET     in  403 200 403 200 403 404 403 403 404 404
maatregelen:begroting_update  -    POST    in  403 302 403 302 403 404 403 403 404 404
maatregelen:gemeente_spoor    -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:gemeente_spoor    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:gemeente_spoor_csv -   GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:gemeente_spoor_csv -   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_list         -    GET     in  200 200 200 200 200 302 200 200 200 200
maatregelen:plan_list         -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_detail       -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:plan_detail       -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:mijn_maatregelen  -    GET     in  200 200 200 200 200 200 200 200 200 200
maatregelen:mijn_maatregelen  -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:mijn_namens       -    GET     in  200 200 200 200 200 200 200 200 200 200
maatregelen:mijn_namens       -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:mijn_stand        1a   GET     in  403 403 403 403 403 404 302 403 302 404
maatregelen:mijn_stand        1a   POST    in  403 403 403 403 403 404 302 403 302 404
maatregelen:mijn_stand        1b   GET     in  403 403 403 403 403 404 403 403 404 404
maatregelen:mijn_stand        1b   POST    in  403 403 403 403 403 404 403 403 404 404
maatregelen:ronde_list        -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:ronde_list        -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:ronde_create      -    GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:ronde_create      -    POST    in  403 302 422 403 403 404 403 422 403 404
maatregelen:ronde_detail      open GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:ronde_detail      open POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:ronde_detail      dicht GET    in  200 200 200 200 200 404 200 200 403 404
maatregelen:ronde_detail      plan GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:ronde_prepare     open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:ronde_prepare     open POST    in  403 302 302 403 403 404 403 302 403 404
maatregelen:ronde_reopen      dicht GET    in  200 403 403 403 403 404 403 200 403 404
maatregelen:ronde_reopen      dicht POST   in  302 403 403 403 403 404 403 409 403 404
maatregelen:ronde_maatregel   dicht GET    in  302 302 302 302 302 404 302 302 403 404
maatregelen:ronde_maatregel   dicht POST   in  405 405 405 405 405 405 405 405 405 405
maatregelen:ronde_close       open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:ronde_close       open POST    in  403 302 302 403 403 404 403 302 403 404
maatregelen:ronde_close       dicht POST   in  403 302 302 403 403 404 403 302 403 404
maatregelen:rondes_vergelijken -   GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:rondes_vergelijken -   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:rondepost_preview open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:rondepost_preview open POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:rondepost_preview dicht GET    in  403 200 200 403 403 404 403 200 403 404
maatregelen:rondes_plannen    -    GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:rondes_plannen    -    POST    in  403 303 422 403 403 404 403 422 403 404
maatregelen:ritme_update      -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:ritme_update      -    POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:ronde_move        open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:ronde_move        open POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:ronde_move        dicht GET    in  403 404 404 403 403 404 403 404 403 404
maatregelen:ronde_cancel      gepland GET  in  403 200 200 403 403 404 403 200 403 404
maatregelen:ronde_cancel      gepland POST in  403 303 404 403 403 404 403 404 403 404
maatregelen:agendasleutel_update - GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:agendasleutel_update - POST    in  200 200 200 200 200 404 200 200 200 404
maatregelen:agendafeed        -    GET     404 404 404 404 404 404 404 404 404 404 404
maatregelen:agendafeed        -    POST    405 405 405 405 405 405 405 405 405 405 405
maatregelen:vergaderdag_list  -    GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:vergaderdag_list  -    POST    in  303 303 403 403 403 404 403 403 404 404
maatregelen:vergaderdag_delete dag GET     in  200 200 403 403 403 404 403 403 404 404
maatregelen:vergaderdag_delete dag POST    in  302 404 403 403 403 404 403 403 404 404
maatregelen:besluit_list      -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:besluit_list      -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:besluit_list_csv  -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:besluit_list_csv  -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:besluit_create    -    GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:besluit_create    -    POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:besluit_detail    loopt GET    in  200 200 200 200 200 404 200 200 403 404
maatregelen:besluit_detail    loopt POST   in  405 405 405 405 405 405 405 405 405 405
maatregelen:besluit_update    loopt GET    in  403 200 200 403 403 404 403 200 403 404
maatregelen:besluit_update    loopt POST   in  403 303 303 403 403 404 403 303 403 404
maatregelen:besluit_toestand  loopt GET    in  403 200 200 403 403 404 403 200 403 404
maatregelen:besluit_toestand  loopt POST   in  403 303 303 403 403 404 403 303 403 404
maatregelen:actiepunt_list    -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:actiepunt_list    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:actiepunt_list_csv -   GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:actiepunt_list_csv -   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:actiepunt_create  -    GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:actiepunt_create  -    POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:actiepunt_detail  loopt GET    in  200 200 200 200 200 404 200 200 404 404
maatregelen:actiepunt_detail  loopt POST   in  405 405 405 405 405 405 405 405 405 405
maatregelen:actiepunt_update  loopt GET    in  403 200 200 403 403 404 403 200 403 404
maatregelen:actiepunt_update  loopt POST   in  403 303 303 403 403 404 403 303 403 404
maatregelen:actiepunt_toestand loopt GET   in  403 200 200 403 403 404 200 200 404 404
maatregelen:actiepunt_toestand loopt POST  in  403 303 303 403 403 404 303 303 404 404
maatregelen:mijn_actiepunt    loopt GET    in  404 404 404 404 404 404 302 404 404 404
maatregelen:mijn_actiepunt    loopt POST   in  404 404 404 404 404 404 302 404 404 404
maatregelen:agenda_detail     open GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:agenda_detail     open POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:agenda_detail     dicht GET    in  302 302 302 302 302 404 302 302 403 404
maatregelen:agendapunt_create open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:agendapunt_create open POST    in  403 302 302 403 403 404 403 302 403 404
maatregelen:agendapunt_update open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:agendapunt_update open POST    in  403 302 302 403 403 404 403 302 403 404
maatregelen:vergadering_detail open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:vergadering_detail open POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:vergadering_detail dicht GET    in  403 302 302 403 403 404 403 302 403 404
maatregelen:vergadering_punt  open GET     in  403 200 200 403 403 404 403 200 403 404
maatregelen:vergadering_punt  open POST    in  403 303 303 403 403 404 403 303 403 404
maatregelen:plan_dashboard    -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:plan_dashboard    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_overzicht    -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:plan_overzicht    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_bladen       -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:plan_bladen       -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:zoeken            -    GET     in  200 200 200 200 200 200 200 200 200 200
maatregelen:zoeken            -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_geld         -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:plan_geld         -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_kort         -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:plan_kort         -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_onvolledig   -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:plan_onvolledig   -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_over         -    GET     in  200 200 200 200 200 404 200 200 403 404
maatregelen:plan_over         -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_raster       -    GET     in  403 200 403 200 403 404 403 200 403 404
maatregelen:plan_raster       -    POST    in  403 422 403 422 403 404 403 422 403 404
maatregelen:beleidsplan_detail -   GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:beleidsplan_detail -   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_spoor        -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:plan_spoor        -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:plan_spoor_csv    -    GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:plan_spoor_csv    -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:maatregel_detail  1a   GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:maatregel_detail  1a   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:maatregel_detail  1b   GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:maatregel_blad    1a   GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:maatregel_blad    1a   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:maatregel_blad    1b   GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:maatregel_spoor   1a   GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:maatregel_spoor   1a   POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:maatregel_spoor   1b   GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:maatregel_spoor_csv 1a GET     in  200 200 200 200 200 404 200 200 200 404
maatregelen:maatregel_spoor_csv 1a POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:maatregel_spoor_csv 1b GET     in  200 200 200 200 200 404 200 200 404 404
maatregelen:bladtekst_update  1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:bladtekst_update  1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:bladtekst_update  1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:kenmerken_update  1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:kenmerken_update  1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:kenmerken_update  1b   POST    in  403 303 403 403 403 404 403 303 404 404
maatregelen:plan_indeling     -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:plan_indeling     -    POST    in  405 405 405 405 405 405 405 405 405 405
maatregelen:lichten_update    -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:lichten_update    -    POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:thema_create      -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:thema_create      -    POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:thema_update      1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:thema_update      1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:cluster_create    -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:cluster_create    -    POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:cluster_update    1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:cluster_update    1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:maatregel_create  -    GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:maatregel_create  -    POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:doelen_update     1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:doelen_update     1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:doelen_update     1b   POST    in  403 303 403 403 403 404 403 303 404 404
maatregelen:indeling_update   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:indeling_update   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:indeling_update   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:blad_delete       1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:blad_delete       1a   POST    in  403 422 403 403 403 404 403 422 403 404
maatregelen:blad_delete       1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:kopie_create      1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:kopie_create      1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:kopie_create      1b   POST    in  403 303 403 403 403 404 403 303 404 404
maatregelen:samenvoeging_create 1a GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:samenvoeging_create 1a POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:samenvoeging_create 1b GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:splitsing_create  1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:splitsing_create  1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:splitsing_create  1b   POST    in  403 303 403 403 403 404 403 303 404 404
maatregelen:plan_create       -    GET     in  403 200 403 403 403 404 403 403 404 404
maatregelen:plan_create       -    POST    in  403 303 403 403 403 404 403 403 404 404
maatregelen:geldregel_create  1a   GET     in  403 200 403 200 403 404 403 200 403 404
maatregelen:geldregel_create  1a   POST    in  403 303 403 303 403 404 403 303 403 404
maatregelen:geldregel_create  1b   POST    in  403 303 403 303 403 404 403 303 404 404
maatregelen:geldregel_update  1a   GET     in  403 200 403 200 403 404 403 200 403 404
maatregelen:geldregel_update  1a   POST    in  403 303 403 303 403 404 403 303 403 404
maatregelen:geldregel_update  1b   POST    in  403 303 403 303 403 404 403 303 404 404
maatregelen:besteding_create  1a   GET     in  403 403 403 200 403 404 403 403 403 404
maatregelen:besteding_create  1a   POST    in  403 403 403 303 403 404 403 403 403 404
maatregelen:besteding_create  1b   POST    in  403 403 403 303 403 404 403 403 404 404
maatregelen:besteding_update  1a   GET     in  403 403 403 200 403 404 403 403 403 404
maatregelen:besteding_update  1a   POST    in  403 403 403 303 403 404 403 403 403 404
maatregelen:besteding_update  1b   POST    in  403 403 403 303 403 404 403 403 404 404
maatregelen:besparing_create  1a   GET     in  403 403 403 200 403 404 403 403 403 404
maatregelen:besparing_create  1a   POST    in  403 403 403 303 403 404 403 403 403 404
maatregelen:besparing_create  1b   POST    in  403 403 403 303 403 404 403 403 404 404
maatregelen:besparing_update  1a   GET     in  403 403 403 200 403 404 403 403 403 404
maatregelen:besparing_update  1a   POST    in  403 403 403 303 403 404 403 403 403 404
maatregelen:besparing_update  1b   POST    in  403 403 403 303 403 404 403 403 404 404
maatregelen:besluitmoment_create  1a GET   in  403 200 403 403 403 404 403 200 403 404
maatregelen:besluitmoment_create  1a POST  in  403 303 403 403 403 404 403 303 403 404
maatregelen:besluitmoment_create  1b POST  in  403 303 403 403 403 404 403 303 404 404
maatregelen:besluitmoment_update  1a GET   in  403 200 403 403 403 404 403 200 403 404
maatregelen:besluitmoment_update  1a POST  in  403 303 403 403 403 404 403 303 403 404
maatregelen:besluitmoment_update  1b POST  in  403 303 403 403 403 404 403 303 404 404
maatregelen:besluitmoment_genomen 1a GET   in  403 200 403 403 403 404 403 200 403 404
maatregelen:besluitmoment_genomen 1a POST  in  403 303 403 403 403 404 403 303 403 404
maatregelen:besluitmoment_genomen 1b POST  in  403 303 403 403 403 404 403 303 404 404
maatregelen:betrokkenheid_create 1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:betrokkenheid_create 1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:betrokkenheid_create 1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:betrokkenheid_update 1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:betrokkenheid_update 1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:betrokkenheid_update 1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:betrokkenheid_delete 1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:betrokkenheid_delete 1a   POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:betrokkenheid_delete 1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:opvolging_create   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:opvolging_create   1a   POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:opvolging_create   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:samenhang_create   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:samenhang_create   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:samenhang_create   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:samenhang_update   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:samenhang_update   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:samenhang_update   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:samenhang_delete   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:samenhang_delete   1a   POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:samenhang_delete   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:risico_create      1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:risico_create      1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:risico_create      1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:risico_update      1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:risico_update      1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:risico_update      1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:risico_delete      1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:risico_delete      1a   POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:risico_delete      1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:resultaat_create   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:resultaat_create   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:resultaat_create   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:resultaat_update   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:resultaat_update   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:resultaat_update   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:resultaat_delete   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:resultaat_delete   1a   POST    in  403 303 403 403 403 404 403 422 403 404
maatregelen:resultaat_delete   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:toestand_update    1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:toestand_update    1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:toestand_update    1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:planning_update   1a   GET     in  403 200 403 403 403 404 403 200 403 404
maatregelen:planning_update   1a   POST    in  403 303 403 403 403 404 403 303 403 404
maatregelen:planning_update   1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:stand_create      1a   GET     in  403 200 403 403 403 404 200 200 200 404
maatregelen:stand_create      1a   POST    in  403 302 403 403 403 404 302 302 302 404
maatregelen:stand_create      1b   GET     in  403 200 403 403 403 404 403 200 404 404
maatregelen:stand_create      1b   POST    in  403 302 403 403 403 404 403 302 404 404
rapportage:bewijsstuk_create  1a   GET     in  200 200 200 200 200 404 200 200 200 404
rapportage:bewijsstuk_create  1a   POST    in  200 200 200 200 200 404 200 200 200 404
rapportage:bewijsstuk_create  1b   GET     in  200 200 200 200 200 404 200 200 404 404
rapportage:rapport_create     -    GET     in  403 200 403 403 403 404 403 200 403 404
rapportage:rapport_create     -    POST    in  403 303 403 403 403 404 403 303 403 404
rapportage:werkversie_create  -    GET     in  403 200 403 403 403 404 403 200 403 404
rapportage:werkversie_create  -    POST    in  403 200 403 403 403 404 403 200 403 404
rapportage:rapport_list       -    GET     in  200 200 200 200 200 200 200 200 404 404
rapportage:rapport_list       -    POST    in  405 405 405 405 405 405 405 405 405 405
rapportage:rapport_detail     concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapport_detail     concept POST in  405 405 405 405 405 405 405 405 405 405
rapportage:rapport_detail     ter  GET     in  200 200 200 200 200 404 200 200 404 404
rapportage:rapport_detail     raad GET     in  200 200 200 200 200 200 200 200 404 404
rapportage:rapport_update     concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapport_update     concept POST in  404 303 404 404 404 404 404 303 404 404
rapportage:rapport_update     raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:rapportblok_update concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapportblok_update concept POST in  404 303 404 404 404 404 404 303 404 404
rapportage:rapportblok_update raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:rapport_voorbeeld  concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapport_voorbeeld  concept POST in  405 405 405 405 405 405 405 405 405 405
rapportage:rapport_voorbeeld  raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:rapport_concept    concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapport_concept    concept POST in  405 405 405 405 405 405 405 405 405 405
rapportage:rapport_concept    raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:concept_download   concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:concept_download   concept POST in  405 405 405 405 405 405 405 405 405 405
rapportage:concept_download   raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:rapport_intrekken  concept GET  in  404 200 404 404 404 404 404 200 404 404
rapportage:rapport_intrekken  concept POST in  404 303 404 404 404 404 404 422 404 404
rapportage:rapport_intrekken  raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:rapportversie_create concept GET in 404 200 404 404 404 404 404 200 404 404
rapportage:rapportversie_create concept POST in 404 303 404 404 404 404 404 422 404 404
rapportage:rapportversie_create raad GET   in  403 200 403 403 403 403 403 200 404 404
rapportage:rapportversie_detail ter GET    in  200 200 200 200 200 404 200 200 404 404
rapportage:rapportversie_detail ter POST   in  405 405 405 405 405 405 405 405 405 405
rapportage:rapportversie_detail raad GET   in  200 200 200 200 200 200 200 200 404 404
rapportage:rapportversie_detail maak GET   in  404 200 404 404 404 404 404 200 404 404
rapportage:versiestap_create  ter  GET     in  403 200 403 403 403 404 403 200 404 404
rapportage:versiestap_create  ter  POST    in  403 303 403 403 403 404 403 303 404 404
rapportage:versiestap_create  raad GET     in  403 200 403 403 403 403 403 200 404 404
rapportage:opmaak_update      ter  GET     in  405 405 405 405 405 405 405 405 405 405
rapportage:opmaak_update      ter  POST    in  403 303 403 403 403 404 403 303 404 404
rapportage:publicatie_download ter GET     in  200 200 200 200 200 404 200 200 404 404
rapportage:publicatie_download ter POST    in  405 405 405 405 405 405 405 405 405 405
rapportage:publicatie_download raad GET    in  200 200 200 200 200 200 200 200 404 404
rapportage:besluitenlijst_detail dicht GET in 200 200 200 200 200 404 200 200 403 404
rapportage:besluitenlijst_detail dicht POST in 405 405 405 405 405 405 405 405 405 405
rapportage:besluitenlijst_pdf    dicht GET in 200 200 200 200 200 404 200 200 403 404
rapportage:besluitenlijst_pdf    dicht POST in 405 405 405 405 405 405 405 405 405 405
rapportage:besluitenlijst_docx   dicht GET in 200 200 200 200 200 404 200 200 403 404
rapportage:besluitenlijst_docx   dicht POST in 405 405 405 405 405 405 405 405 405 405
rapportage:stukken_pdf           dicht GET in 200 200 200 200 200 404 200 200 403 404
rapportage:stukken_pdf           dicht POST in 405 405 405 405 405 405 405 405 405 405
rapportage:wethouder_pdf         dicht GET in 200 200 200 200 200 404 200 200 403 404
rapportage:wethouder_pdf         dicht POST in 405 405 405 405 405 405 405 405 405 405
rapportage:brief_download     ter  GET     in  403 200 403 403 403 404 403 200 404 404
rapportage:brief_download     ter  POST    in  405 405 405 405 405 405 405 405 405 405
rapportage:openbaar_detail    open GET     200 200 200 200 200 200 200 200 200 200 200
rapportage:openbaar_detail    open POST    405 405 405 405 405 405 405 405 405 405 405
rapportage:openbaar_detail    raad GET     404 404 404 404 404 404 404 404 404 404 404
rapportage:openbaar_list      open GET     200 200 200 200 200 200 200 200 200 200 200
rapportage:openbaar_list      open POST    405 405 405 405 405 405 405 405 405 405 405
rapportage:openbaar_list      raad GET     404 404 404 404 404 404 404 404 404 404 404
rapportage:openbaar_feed      open GET     200 200 200 200 200 200 200 200 200 200 200
rapportage:openbaar_feed      open POST    405 405 405 405 405 405 405 405 405 405 405
rapportage:openbaar_feed      raad GET     404 404 404 404 404 404 404 404 404 404 404
rapportage:openbaar_download  open GET     200 200 200 200 200 200 200 200 200 200 200
rapportage:openbaar_download  open POST    405 405 405 405 405 405 405 405 405 405 405
rapportage:openbaar_download  raad GET     404 404 404 404 404 404 404 404 404 404 404
"""
RIJEN = [tuple(regel.split()) for regel in TABEL.strip().splitlines()[1:]]
NAMEN = sorted({rij[0] for rij in RIJEN})
CODES = {rij[0]: rij[1] for rij in reversed(RIJEN)}


def namen_in(
    resolver: URLResolver, voorvoegsel: str = "", eerder: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Every URL name below `resolver`, with its namespace, and what its address asks for."""
    for deel in resolver.url_patterns:
        vraagt = (*eerder, *deel.pattern.converters)
        if isinstance(deel, URLPattern):
            yield f"{voorvoegsel}{deel.name}", list(vraagt)
        else:
            eigen = f"{voorvoegsel}{deel.namespace}:" if deel.namespace else voorvoegsel
            yield from namen_in(deel, eigen, vraagt)


VRAAGT = dict(namen_in(get_resolver()))
tel = itertools.count()


def nummer_van(code: str, naam: str) -> int:
    """The id that stands for `code` in an address below a gemeente, or of a row of that measure."""
    if code in {"1a", "1b"}:
        return rij_van(Maatregel.objects.get(plan__slug="plan-jeugd", code=code), naam).pk
    if code in {"collega", "buur"}:
        return Gebruiker.objects.get(username=code).pk
    if code in {"open", "dicht", "plan", "gepland"}:
        return ronde_van(code).pk
    if code in {"groep", "elders"}:
        slug = {"groep": "waterstad", "elders": "landstad"}[code]
        return groeprol_van(slug).pk
    if code == "dag":
        return vergaderdag().pk
    if code == "loopt":
        return afspraak(naam).pk
    slug = {"els": "waterstad", "bart": "landstad"}[code]
    return Uitnodiging.objects.filter(gemeente__slug=slug).earliest("pk").pk


def groeprol_van(slug: str) -> Groeprol:
    """A group with a role there; made anew for who comes after it was taken away."""
    gemeente = Gemeente.objects.get(slug=slug)
    return Groeprol.objects.get_or_create(gemeente=gemeente, groep="team-jeugd")[0]


def model_van(naam: str) -> Any:
    """What the row is that the form at this address is of."""
    return {
        "maatregelen:geldregel_update": Investering,
        "maatregelen:besteding_update": Besteding,
        "maatregelen:besparing_update": Besparing,
        "maatregelen:bladtekst_update": Maatregel,
        "maatregelen:kenmerken_update": Maatregel,
    }.get(naam, Besluitmoment)


def bladrij_van(naam: str, code: str) -> Any:
    """That row of 1a or 1b; None where there is none."""
    model = model_van(naam)
    van = {Maatregel: "", Besparing: "maatregel__", Besluitmoment: "maatregel__"}.get(
        model, "blad__maatregel__"
    )
    rijen = model.objects.filter(**{f"{van}code": code, f"{van}plan__slug": "plan-jeugd"})
    return rijen.first()


def anders(naam: str, code: str, veld: str) -> dict[str, str]:
    """Another value for `veld` of that row each time, by who saw the one before."""
    waarde = getattr(bladrij_van(naam, code), veld, None)
    was = schrijf_bedrag(waarde) if isinstance(waarde, Decimal) else str(waarde or "")
    return {veld: f"{next(tel)},50", f"was_{veld}": was, "reden": "Hogere cao."}


VAN_RIJEN = {
    f"maatregelen:{naam}"
    for naam in (
        "betrokkenheid_create betrokkenheid_update betrokkenheid_delete opvolging_create"
        " samenhang_create samenhang_update samenhang_delete"
        " risico_create risico_update risico_delete"
        " resultaat_create resultaat_update resultaat_delete toestand_update"
    ).split()
}


AFSPRAKEN = {
    f"maatregelen:{naam}"
    for naam in "besluit_create besluit_update besluit_toestand mijn_actiepunt actiepunt_create"
    " actiepunt_update actiepunt_toestand".split()
}


def rij_van(maatregel: Maatregel, naam: str) -> Any:
    """A row of the sheet that this address changes; nobody of the cast loses a right by it."""
    if naam == "maatregelen:mijn_stand":
        return maatregel
    if naam == "maatregelen:thema_update":
        return maatregel.thema
    if naam == "maatregelen:cluster_update":
        return maatregel.plan.clusters.first() or ClusterFactory(plan=maatregel.plan)
    if naam.startswith(("maatregelen:betrokkenheid", "maatregelen:opvolging")):
        return maatregel.betrokkenheden.filter(persoon__gebruiker=None).earliest("pk")
    if naam.startswith("maatregelen:samenhang"):
        return maatregel.samenhang.first() or SamenhangFactory(maatregel=maatregel, buiten="Wonen")
    if naam.startswith("maatregelen:risico"):
        return maatregel.risico_rijen.first() or RisicoFactory(maatregel=maatregel)
    return maatregel.resultaten.first() or ResultaatFactory(maatregel=maatregel)


def adres(naam: str, code: str = "-") -> str:
    bekend = {"gemeente": "waterstad", "plan": "plan-jeugd", "code": code}
    bekend |= {"veld": "aanpak", "soort": "investering"}
    bekend |= {"bron": "geen"}
    bekend |= {"beleidsplan": "beleid-jeugd"}
    bekend |= {"uidb64": "MQ", "token": "bestaat-niet", "geheim": "bestaat-niet"}
    if code in RAPPORTEN and naam.startswith("rapportage:"):
        bekend |= adresdelen(code)
    elif code == "loopt":
        bekend["nummer"] = str(afspraak(naam).nummer)
    elif "nummer" in VRAAGT[naam]:
        bekend["nummer"] = str(Afscherming.objects.get(gemeente__slug="waterstad").pk)
    if "blad" in VRAAGT[naam]:
        blad = Blad.objects.filter(maatregel__code=code, maatregel__plan__slug="plan-jeugd").first()
        bekend["blad"] = str(blad.pk if blad else 0)
    if "rij" in VRAAGT[naam]:
        bekend["rij"] = str(getattr(bladrij_van(naam, code), "pk", 0))
    if "punt" in VRAAGT[naam]:
        bekend["punt"] = str(agendapunt().pk)
    if "jaar" in VRAAGT[naam]:
        bekend["jaar"] = str(begroting().begrotingsjaar)
    if "maatregel" in VRAAGT[naam]:
        gevonden = Maatregel.objects.filter(plan__slug="plan-jeugd").first()
        bekend["maatregel"] = str(gevonden.pk if gevonden else 0)
    if "pk" in VRAAGT[naam]:
        bekend["pk"] = str(nummer_van(code, naam))
    return reverse(naam, kwargs={deel: bekend[deel] for deel in VRAAGT[naam]})


def invoer_van_rij(naam: str, code: str) -> dict[str, str]:
    """Good input for a row of a sheet, with what each field was; another text each time."""
    dag, anders = kalender.vandaag().strftime("%d-%m-%Y"), f"Anders dan {next(tel)}."
    wie = {"naam": f"Kim {anders}", "soort": "persoon", "reden": "Andere baan."}
    einde = {"beeindigd_op": dag, "reden": "Telt niet meer."}
    gegeven = {
        "betrokkenheid_create": wie | {"rol": "uitvoerder", "van": dag, "onbeslist": "False"},
        "betrokkenheid_update": {"deeltaak": anders, "onbeslist": "False", "reden": "Zo is het."},
        "betrokkenheid_delete": {"tot_en_met": dag, "reden": "Andere baan."},
        "opvolging_create": wie | {"per": dag},
        "samenhang_delete": einde,
        "risico_delete": einde,
        "resultaat_delete": einde,
        "samenhang_create": {"soort": "inhoud", "buiten": "Wonen"},
        "samenhang_update": {"soort": "inhoud", "buiten": "Wonen", "toelichting": anders},
        "risico_create": {"gebeurtenis": anders},
        "risico_update": {"gebeurtenis": anders},
        "resultaat_create": {"tekst": anders},
        "resultaat_update": {"tekst": anders},
        "toestand_update": {"toestand": "deels", "toestand_op": dag, "bewijs": anders},
    }[naam.removeprefix("maatregelen:")]
    if naam.endswith("_update"):
        rij = rij_van(Maatregel.objects.get(plan__slug="plan-jeugd", code=code), naam)
        gegeven |= {f"was_{veld}": str(getattr(rij, veld, "")) for veld in gegeven}
    return gegeven


def invoer(naam: str, code: str) -> dict[str, str]:
    """Good input for each address that takes a POST; a stand knows the last one made."""
    dag = kalender.vandaag().strftime("%d-%m-%Y")
    standen = Stand.objects.filter(maatregel__code=code).order_by("-pk")
    gezien = {"gezien": str(standen[0].pk) if standen else ""}
    if naam == "maatregelen:vernietiging_create":
        return {"plan": str(oud_plan().pk), "grond": "selectielijst"}
    if naam in PLAATSEN:
        return plaats_in_plan(naam, code)
    if naam == "maatregelen:doelen_update":
        van = Maatregel.objects.get(plan__slug="plan-jeugd", code=code)
        eraf = DoelkoppelingFactory(maatregel=van).doel_id
        return {f"was_doel_{eraf}": "ja", "reden": "Dit hoort er niet bij."}
    if naam == "maatregelen:mijn_stand":
        voor = f"m{nummer_van(code, naam)}-"
        return {f"{voor}gezien": gezien["gezien"], f"{voor}doe": "ongewijzigd"}
    if naam == "maatregelen:ronde_close":
        rijen = Stand.objects.filter(maatregel__plan__slug="plan-jeugd")
        return {f"stand_{rij.maatregel_id}": "" for rij in rijen} | {"overige": "on"}
    if naam in AFSPRAKEN:
        return invoer_van_afspraak(naam, code)
    if naam in VAN_RIJEN:
        return invoer_van_rij(naam, code)
    if naam in {"maatregelen:thema_update", "maatregelen:cluster_update"}:
        rij = rij_van(Maatregel.objects.get(plan__slug="plan-jeugd", code=code), naam)
        was = {"titel": f"Anders dan {next(tel)}", "code": rij.code, "was_code": rij.code}
        return was | {"was_titel": rij.titel, "reden": "Duidelijker."}
    lichten = gezien | {"tijd": "groen", "geld": "groen", "resultaat": "groen"}
    return {
        "maatregelen:stand_create": lichten
        | {
            "peildatum": dag,
            "fase": "in uitvoering",
            "tekst": "Het loopt.",
            # Her planning is late.
            "argument": "Het is af.",
        },
        "maatregelen:plan_create": {
            "titel": "Nieuw plan",
            "van": "1-1-2030",
            "tot_en_met": "31-12-2033",
            "naam_overleg": "regiegroep",
            "naam_thema": "Vraagstuk",
            "naam_maatregel": "Maatregel",
        },
        "maatregelen:bladtekst_update": anders(naam, code, "aanpak"),
        "maatregelen:kenmerken_update": anders(naam, code, "titel"),
        "maatregelen:geldregel_create": {"bedrag": "nihil", "reden": "De offerte is binnen."},
        "maatregelen:geldregel_update": {"per": "totaal"} | anders(naam, code, "bedrag"),
        "maatregelen:besteding_create": {"jaar": "2020", "peildatum": dag, "begroot": "5"},
        "maatregelen:besteding_update": anders(naam, code, "begroot"),
        "maatregelen:besparing_create": {"jaar": "2020", "verwacht": "5"},
        "maatregelen:besparing_update": anders(naam, code, "verwacht"),
        "maatregelen:besluitmoment_create": {
            "orgaan": "Raad",
            "onderwerp": "Extra geld",
            "soort": "besluit",
        },
        "maatregelen:besluitmoment_update": {
            "orgaan": "Gemeenteraad",
            "soort": "besluit",
            "periode": "Q2 2019",
        }
        | anders(naam, code, "onderwerp"),
        "maatregelen:besluitmoment_genomen": {"genomen_op": dag} | anders(naam, code, "uitkomst"),
        "maatregelen:thema_create": {"titel": "Veiligheid"},
        "maatregelen:cluster_create": {"titel": "Veiligheid"},
        "maatregelen:ronde_create": {"peildatum": "1-5-2024"},
        "maatregelen:ronde_reopen": {"reden": "Een licht klopte niet."},
        "maatregelen:planning_update": {
            "nieuw0-tekst": "Gesprekken voeren",
            "nieuw0-periode": "q2 19",
            "reden": "Dit hoort erbij.",
        },
        "maatregelen:afscherming_create": {"woorden": "Het loopt", "grond": "een naam"},
        "maatregelen:afscherming_detail": {"besluit": "uitvoeren"},
        "maatregelen:bewaartermijn_update": {"jaren": "10", "reden": "selectielijst"},
        "rapportage:rapport_create": nieuw_rapport(),
        "rapportage:werkversie_create": {"peildatum": dag},
        # A new address each time: three for the same would be too many.
        "wachtwoord_vergeten": {"email": f"iemand{next(tel)}@example.nl"},
        "mailadres_update": {"email": f"iemand{next(tel)}@example.nl"},
        "tweede_factor_create": {"code": "000000"},
        "groeprol_list": {"groep": f"groep-{next(tel)}", "wordt": "controller"},
        "gebruiker_update": {"voornaam": "Kim", "achternaam": "Bos", "van": dag},
        "gebruiker_vertrek": {"laatste_dag": dag, "reden": "Andere baan."},
        "uitnodiging_create": {
            "voornaam": "Kim",
            "achternaam": "Bos",
            "email": "kim@example.nl",
            "van": dag,
        },
    }.get(naam) or invoer_van_geheel(naam)


def invoer_van_geheel(naam: str) -> dict[str, str]:
    """Good input for what a plan or gemeente has as a whole; another each time."""
    if naam.startswith("rapportage:") and CODES[naam] in RAPPORTEN:
        return invoer_van_versie(naam, CODES[naam])
    if naam == "maatregelen:lichten_update":
        return andere_lichten()
    if naam in {"maatregelen:rondes_plannen", "maatregelen:vergaderdag_list"}:
        return nieuwe_dagen(naam)
    if naam in {"maatregelen:ritme_update", "maatregelen:ronde_move"}:
        return andere_ronde(naam)
    if naam in {"maatregelen:ronde_cancel", "maatregelen:vergaderdag_delete"}:
        return {"reden": "Gaat niet door."}
    if naam == "maatregelen:begroting_create":
        return {"jaar": str(vrij_jaar())}
    if naam == "maatregelen:begroting_update":
        was = {"was_nummer": begroting().nummer, "was_periode": ""}
        return was | {"nummer": f"R-{next(tel)}", "reden": "Zo is het."}
    return van_agenda(naam)


def nieuwe_dagen(naam: str) -> dict[str, str]:
    """Days of a round to be, or a reces; of the same round each time. Working days, whatever today
    is: others are asked about."""
    geschreven = ["7-4-2099", "14-4-2099", "21-4-2099"]
    if naam == "maatregelen:vergaderdag_list":
        van = kalender.vandaag() + timedelta(days=100 + next(tel))
        return {"soort": "reces", "dagen": van.strftime("%d-%m-%Y")}
    velden = ("opent_op", "leveren_voor", "vergadering_op")
    form = {"ronde-TOTAL_FORMS": "1", "ronde-INITIAL_FORMS": "1", "ronde-0-kies": "on"}
    return form | {f"ronde-0-{veld}": dag for veld, dag in zip(velden, geschreven, strict=True)}


def andere_ronde(naam: str) -> dict[str, str]:
    """Another place for a round, or another name for its body, by who saw the one before."""
    anders = {"reden": "Past beter."}
    plan = Plan.objects.get(slug="plan-jeugd")
    if naam == "maatregelen:ritme_update":
        nieuw = {"naam_overleg": f"overleg {next(tel)}", "was_naam_overleg": plan.naam_overleg}
        return anders | nieuw | {"ritme_maanden": "2", "was_ritme_maanden": "2"}
    return anders | {"plaats": f"Kamer {next(tel)}", "was_plaats": ronde_van("open").plaats}


PLAATSEN = {
    f"maatregelen:{naam}"
    for naam in "maatregel_create indeling_update kopie_create samenvoeging_create"
    " splitsing_create".split()
}


def plaats_in_plan(naam: str, code: str) -> dict[str, str]:
    """A new measure, another thema for one, or another to go on in: each time a new one."""
    thema = ThemaFactory(plan=Plan.objects.get(slug="plan-jeugd", gemeente__slug="waterstad"))
    if naam == "maatregelen:samenvoeging_create":
        ander = MaatregelFactory(plan=thema.plan, thema=thema)
        return {"met": str(ander.pk), "reden": "Zelfde mensen."}
    if naam != "maatregelen:indeling_update":
        return {"titel": "Meer hulp", "thema": str(thema.pk), "reden": "Te groot."}
    was = Maatregel.objects.get(plan=thema.plan, code=code)
    nu = {"code": code, "was_code": code, "thema": str(thema.pk), "reden": "Past daar beter."}
    return nu | {"was_thema": str(was.thema_id)}


def vergaderdag() -> Vergaderdag:
    """A day in the calendar; not there before a test asks for it."""
    gemeente = Gemeente.objects.get(slug="waterstad")
    if (dag := Vergaderdag.objects.filter(gemeente=gemeente).first()) is None:
        van = kalender.vandaag() + timedelta(days=9)
        zet_in_kalender(gemeente, "raad", [Dagen(van, van)], door=None)
        dag = Vergaderdag.objects.get(gemeente=gemeente)
    return dag


def ronde_van(code: str) -> Ronde:
    """A round of the plan that is planned, open or closed; not there before a test asks for it."""
    plan = Plan.objects.get(slug="plan-jeugd")
    if code == "gepland":
        dagen = Geplande(*(kalender.vandaag() + timedelta(days=nr) for nr in (5, 6, 7)))
        return (
            plan.rondes.filter(peildatum=dagen.opent_op).first()
            or plan_rondes(plan, [dagen], door=None)[0]
        )
    dag = date(2024, {"dicht": 1, "open": 3, "plan": 4}[code], 1)
    if (ronde := plan.rondes.filter(peildatum=dag).first()) is not None:
        return ronde
    if code == "plan":
        return RondeFactory(plan=plan, peildatum=dag)
    ronde = open_ronde(plan, dag, door=None)
    return ronde if code == "open" else sluit_ronde(ronde, door=None, overige="overgenomen")


def afspraak(naam: str) -> Besluit | Actiepunt:
    """A besluit that runs, or an open actiepunt of the trekker; made again when it was ended."""
    plan = Plan.objects.get(slug="plan-jeugd", gemeente__slug="waterstad")
    if "actiepunt" not in naam:
        return plan.besluiten.lopend().first() or BesluitFactory(plan=plan)
    trekker = Gebruiker.objects.get(username="trekker").personen.get()
    return plan.actiepunten.open().first() or ActiepuntFactory(plan=plan, wie=trekker)


def invoer_van_afspraak(naam: str, code: str) -> dict[str, str]:
    """Good input for a besluit or actiepunt of the body; another text each time."""
    dag, tekst = kalender.vandaag().strftime("%d-%m-%Y"), f"Anders dan {next(tel)}."
    wie = str(Gebruiker.objects.get(username="trekker").personen.get().pk)
    soort, daad = naam.removeprefix("maatregelen:").split("_", 1)
    if soort == "mijn":
        return {f"actiepunt{afspraak(naam).pk}-gereed_op": dag}
    if daad == "toestand":
        return {"toestand": "afgedaan" if soort == "besluit" else "gereed", "op": dag}
    gegeven = {"tekst": tekst} | (
        {"genomen_op": dag, "vervolg": "ja"} if soort == "besluit" else {"wie": wie, "voor": dag}
    )
    if daad == "update":
        was: Any = afspraak(naam)
        gegeven |= {"was_tekst": was.tekst, "reden": "Duidelijker."}
        gegeven |= {"was_genomen_op": dag, "was_voor": dag, "was_wie": wie}
    return gegeven


def agendapunt() -> Agendapunt:
    """An item on the agenda of the open round; not there before a test asks for it."""
    ronde = ronde_van("open")
    return ronde.agendapunten.first() or voeg_toe(ronde, "Rondvraag", door=None)


def van_agenda(naam: str) -> dict[str, str]:
    """Good input for the agenda and the meeting; another note each time."""
    if naam == "maatregelen:agendapunt_update":
        was = {veld: getattr(agendapunt(), veld) for veld in ("onderwerp", "behandeling")}
        gezien = {f"was_{veld}": waarde for veld, waarde in was.items()}
        return was | gezien | {"notitie": f"{next(tel)}", "was_notitie": agendapunt().notitie}
    return {
        "maatregelen:agenda_detail": {"doe": "opstellen"},
        "maatregelen:agendapunt_create": {"onderwerp": "Rondvraag"},
        "maatregelen:vergadering_detail": {"doe": "beginnen"},
        "maatregelen:vergadering_punt": {"formulier": "besluit", "besluit-tekst": "Akkoord."},
    }.get(naam, {})


def andere_lichten() -> dict[str, str]:
    """Another name for the first light each time, by who saw the one before."""
    was = lichten_van(Plan.objects.get(slug="plan-jeugd", gemeente__slug="waterstad"))
    nu = was | {"naam_tijd": f"Planning {next(tel)}"}
    gezien = {f"was_{veld}": str(waarde) for veld, waarde in was.items()}
    return {veld: str(waarde) for veld, waarde in nu.items()} | gezien | {"reden": "Duidelijker."}


def begroting() -> Besluitmoment:
    """A year of Waterstad; not there before a test asks for it."""
    gemeente = Gemeente.objects.get(slug="waterstad")
    eerste = begrotingen(gemeente).first()
    return eerste or voeg_begroting_toe(gemeente, jaren_om_te_kiezen()[-1], {}, door=None)


def vrij_jaar() -> int:
    """A year of Waterstad that is not registered yet."""
    bezet = begrotingen(Gemeente.objects.get(slug="waterstad"))
    jaren = set(bezet.values_list("begrotingsjaar", flat=True))
    return next(jaar for jaar in jaren_om_te_kiezen() if jaar not in jaren)


def oud_plan() -> Plan:
    """A plan past its term of keeping; not there before a test asks for it."""
    gemeente = Gemeente.objects.get(slug="waterstad")
    if gemeente.bewaartermijn_jaren is None:
        beheerder = Gebruiker.objects.get(username="beheerder")
        zet_bewaartermijn(gemeente, 20, door=beheerder, reden="selectielijst")
        PlanFactory(
            gemeente=gemeente, slug="plan-oud", tot_en_met=date(2001, 1, 1), van=date(2000, 1, 1)
        )
    return Plan.objects.get(slug="plan-oud")


def uitkomst(client: Paginaclient, methode: str, naam: str, code: str = "-") -> str:
    if methode == "POST":
        antwoord = client.post(adres(naam, code), invoer(naam, code))
    else:
        antwoord = client.generic(methode, adres(naam, code))
    if antwoord.status_code == 302 and antwoord.url.startswith(f"{reverse('aanmelden')}?next="):
        return "in"
    return str(antwoord.status_code)


@pytest.fixture
def andere(maatregel):
    """Measure 1b, which nobody of the cast pulls."""
    return MaatregelFactory(
        plan=maatregel.plan, code="1b", titel="Alleen voor binnen", compleet=True
    )


@pytest.fixture
def verzoek(maatregel):
    """A request to remove words, by somebody who is not in the cast."""
    gemeente = maatregel.plan.gemeente
    collega = GebruikerFactory(username="vrager", lid_van=gemeente, rollen=["beheerder"])
    return vraag_afschermen(gemeente, "Hulp dichtbij", grond="een naam", door=collega)


@pytest.fixture
def anderen(gemeente, beheerder, buur):
    """A colleague and somebody invited, here and in another gemeente."""
    GebruikerFactory(username="collega", lid_van=gemeente)
    maak_uitnodiging(gemeente, beheerder)
    maak_uitnodiging(Gemeente.objects.get(slug="landstad"), buur, email="bart@example.nl")


@pytest.fixture
def beleidsplan(maatregel):
    """The beleidsplan of Waterstad, with a goal that 1a serves."""
    beleidsplan = BeleidsplanFactory(gemeente=maatregel.plan.gemeente, slug="beleid-jeugd")
    DoelkoppelingFactory(maatregel=maatregel, doel=DoelFactory(beleidsplan=beleidsplan))
    return beleidsplan


@pytest.fixture
def rijen(maatregel, andere):
    """Money and a decision of 1a and 1b."""
    for van in (maatregel, andere):
        InvesteringFactory(blad=van.bladen.get())
        BestedingFactory(blad=van.bladen.get(), begroot=1)
        BesparingFactory(maatregel=van)
        BesluitmomentFactory(plan=van.plan, maatregel=van)


WERELD = ("andere", "anderen", "verzoek", "beleidsplan", "rijen", *CAST[1:])


@pytest.fixture(scope="session")
def _foto_van_wereld():
    return Foto()


@pytest.fixture
def sessies(request, db, _foto_van_wereld):
    """All that the table is about; per member of the cast the cookies of her session."""

    def maak():
        for deel in ("kanarie", *WERELD):
            request.getfixturevalue(deel)
        clients = {wie: Client() for wie in CAST}
        for wie in CAST[1:]:
            clients[wie].force_login(request.getfixturevalue(wie))
        return {wie: client.cookies for wie, client in clients.items()}

    # A test that asks for one of these by itself gets its row, and so has them made for it.
    if {"gemeente", "plan", "maatregel", *WERELD} & set(request.fixturenames):
        return maak()
    return _foto_van_wereld.zet_neer(maak)


def client_van(wie, sessies, **kwargs):
    """A client of her own, signed in."""
    client = Paginaclient(verboden=MERK, **kwargs)
    client.cookies = copy.deepcopy(sessies[wie])
    return client


@pytest.fixture
def cast(sessies, kant_en_klare_pdf):
    """Per member of the cast a client of her own, signed in."""
    return {wie: client_van(wie, sessies) for wie in CAST}


@pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: "-".join(rij[:3]))
def test_every_member_of_the_cast_gets_what_the_table_says(cast, rij):
    naam, code, methode, *verwacht = rij

    gekregen = [uitkomst(cast[wie], methode, naam, code) for wie in CAST]

    assert dict(zip(CAST, gekregen, strict=True)) == dict(zip(CAST, verwacht, strict=True))


# What no browser sends: a directory signs what it says, and has no token of ours.
ZONDER_MERK = {"bron_afmelden"}


@pytest.mark.parametrize(
    "naam", sorted({rij[0] for rij in RIJEN if rij[2] == "POST"} - ZONDER_MERK)
)
def test_nothing_is_done_for_a_form_that_was_not_ours(sessies, kant_en_klare_pdf, naam):
    """A page of another site can have her browser send one; it cannot know the token."""
    client = client_van("beheerder", sessies, enforce_csrf_checks=True)
    zonder = client.post(adres(naam, CODES[naam]), invoer(naam, CODES[naam]))

    assert zonder.status_code == 403


@pytest.mark.parametrize("lengte", [18, 19, 30])
@pytest.mark.parametrize("vorm", ["{}/", "{}/vertrek/", "uitnodigingen/{}/intrekken/"])
def test_a_number_that_no_table_can_hold_is_nobody(client, beheerder, vorm, lengte):
    client.force_login(beheerder)

    antwoord = client.post(f"/waterstad/gebruikers/{vorm.format('9' * lengte)}")

    assert antwoord.status_code == 404


def test_table_holds_every_url_name_and_no_other():
    assert sorted(VRAAGT) == NAMEN


@pytest.mark.parametrize("naam", NAMEN)
def test_every_url_name_is_tried_with_get_and_post(naam):
    assert {rij[2] for rij in RIJEN if rij[0] == naam} == {"GET", "POST"}


def wie_leest(naam: str) -> str:
    """The first of the cast who gets this page."""
    [rij] = [rij for rij in RIJEN if rij[:3] == (naam, CODES[naam], "GET")]
    return next((wie for wie, status in zip(CAST[1:], rij[4:], strict=True) if status == "200"), "")


# Who is signed in already is sent on from there before the method is looked at.
@pytest.mark.parametrize("naam", [naam for naam in NAMEN if naam != "aanmelden"])
def test_methods_that_mean_nothing_here_are_refused(cast, naam):
    client = cast[wie_leest(naam) or "beheerder"]

    gekregen = [uitkomst(client, methode, naam, CODES[naam]) for methode in ("DELETE", "PATCH")]

    assert gekregen == ["405", "405"]


@pytest.mark.parametrize("naam", [naam for naam in NAMEN if wie_leest(naam)])
def test_head_answers_as_get_does(cast, naam):
    client = cast[wie_leest(naam)]

    gekregen = [uitkomst(client, methode, naam, CODES[naam]) for methode in ("HEAD", "GET")]

    assert gekregen == ["200", "200"]


def test_externe_finds_only_her_own_measure_in_the_overview(cast):
    antwoord = cast["externe"].get(adres("maatregelen:plan_detail"))

    assert vind(antwoord, "tbody th[scope=row] a") == ["1a Hulp dichtbij huis"]


@pytest.mark.parametrize(
    ("wie", "gevonden"),
    [
        ("externe", ["1a Hulp dichtbij huis"]),
        ("trekker", ["1a Hulp dichtbij huis", "1b Alleen voor binnen"]),
        ("raadslid", []),
        ("buur", []),
    ],
)
def test_search_finds_only_what_she_may_see(cast, wie, gevonden):
    antwoord = cast[wie].get(adres("maatregelen:zoeken"), {"q": "afspraken maken"})

    assert vind(antwoord, ".treffer h3") == gevonden


def test_colleague_finds_both_measures_in_the_overview(cast):
    antwoord = cast["trekker"].get(adres("maatregelen:plan_detail"))

    assert vind(antwoord, "tbody th[scope=row] a") == [
        "1a Hulp dichtbij huis",
        "1b Alleen voor binnen",
    ]


@pytest.mark.parametrize(("wie", "ziet"), [("externe", False), ("trekker", True)])
@pytest.mark.parametrize(
    "naam",
    ["plan_detail", "plan_overzicht", "plan_bladen", "plan_spoor", "maatregel_detail"],
)
def test_name_of_the_other_measure_is_absent_for_the_externe_alone(cast, naam, wie, ziet):
    code = "1a" if naam == "maatregel_detail" else "-"

    antwoord = cast[wie].get(adres(f"maatregelen:{naam}", code))

    assert ("Alleen voor binnen" in antwoord.content.decode()) is ziet


@pytest.mark.parametrize(
    ("wie", "aantal"), [("externe", "1 maatregel"), ("trekker", "2 maatregelen")]
)
def test_list_of_plans_counts_only_the_measures_she_may_see(cast, wie, aantal):
    [kaart, *_] = vind(cast[wie].get(adres("maatregelen:plan_list")), "main li")

    assert kaart.endswith(aantal)


@pytest.mark.parametrize(("wie", "koppen"), [("raadslid", []), ("buur", ["Landstad"])])
def test_list_of_plans_is_empty_for_who_may_see_none(cast, wie, koppen):
    """Who may make the first plan of her gemeente finds that gemeente there."""
    antwoord = cast[wie].get(adres("maatregelen:plan_list"))

    assert (vind(antwoord, "main h2"), vind(antwoord, "main h3")) == (koppen, [])
    assert "Plan Jeugd" not in antwoord.content.decode()


def test_plan_of_another_gemeente_answers_as_one_that_does_not_exist(cast):
    bestaat = cast["buur"].get(adres("maatregelen:maatregel_detail", "1a"))
    bestaat_niet = cast["buur"].get("/nergens/niets/maatregelen/1a/")

    # But for the number that each answer has.
    eerste, tweede = (
        vind(antwoord, "html")[0].replace(antwoord["X-Request-ID"], "")
        for antwoord in (bestaat, bestaat_niet)
    )
    assert eerste == tweede


def test_trekker_whose_part_ended_yesterday_only_reads(client, maatregel, trekker):
    _eindig_gisteren(maatregel)
    client.force_login(trekker)

    statussen = [
        client.get(adres(f"maatregelen:{naam}", "1a")).status_code
        for naam in ("maatregel_detail", "stand_create")
    ]

    assert statussen == [200, 403]


def test_externe_whose_part_ended_yesterday_sees_nothing(client, maatregel, externe):
    _eindig_gisteren(maatregel)
    client.force_login(externe)

    statussen = [
        client.get(adres(f"maatregelen:{naam}", code)).status_code
        for naam, code in (("plan_detail", "-"), ("maatregel_detail", "1a"), ("stand_create", "1a"))
    ]

    assert statussen == [404, 404, 404]


def test_colleague_with_another_part_than_trekker_only_reads(client, maatregel, bestuurder):
    _word_betrokkene(bestuurder, maatregel, rol="uitvoerder")
    client.force_login(bestuurder)

    assert client.get(adres("maatregelen:stand_create", "1a")).status_code == 403


@pytest.mark.parametrize(
    ("wie", "statussen"),
    [("bestuurder", [200, 302, 302]), ("raadslid", [404, 404, 404]), ("externe", [404, 404, 404])],
)
def test_plaatsvervanger_who_reads_the_plan_makes_a_stand(
    client, maatregel, wie, statussen, request
):
    """From outside, or as raadslid, it opens nothing that was not open."""
    gebruiker = request.getfixturevalue(wie)
    ander = MaatregelFactory(plan=maatregel.plan, code="1b", compleet=True)
    _word_betrokkene(gebruiker, ander, rol="plaatsvervanger")
    client.force_login(gebruiker)

    mijn = reverse("maatregelen:mijn_stand", args=[ander.pk])
    gekregen = [
        client.get(adres("maatregelen:stand_create", "1b")).status_code,
        client.get(mijn).status_code,
        client.post(mijn, {f"m{ander.pk}-doe": "stappen"}).status_code,
    ]

    assert gekregen == statussen


def test_plaatsvervanger_of_yesterday_only_reads(client, maatregel, bestuurder):
    _word_betrokkene(bestuurder, maatregel, rol="plaatsvervanger")
    _eindig_gisteren(maatregel)
    client.force_login(bestuurder)

    assert client.get(adres("maatregelen:stand_create", "1a")).status_code == 403
    assert client.get(reverse("maatregelen:mijn_stand", args=[maatregel.pk])).status_code == 403


def test_role_in_one_gemeente_gives_no_right_in_another(client, maatregel, buur):
    Lidmaatschap.objects.create(
        gebruiker=buur, gemeente=maatregel.plan.gemeente, van=kalender.vandaag()
    )
    client.force_login(buur)

    statussen = [
        client.get(adres(naam, code)).status_code
        for naam, code in (
            ("maatregelen:maatregel_detail", "1a"),
            ("maatregelen:stand_create", "1a"),
            ("rapportage:rapport_create", "-"),
        )
    ]

    assert statussen == [200, 403, 403]


def _eindig_gisteren(maatregel: Maatregel) -> None:
    with in_handeling():
        for rij in maatregel.betrokkenheden.all():
            rij.tot_en_met = kalender.vandaag() - timedelta(days=1)
            rij.save()
        logboek.schrijf(
            "gewijzigd", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam=str(maatregel)
        )


def _word_betrokkene(gebruiker: Gebruiker, maatregel: Maatregel, *, rol: str) -> None:
    persoon = PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Erbij", gebruiker=gebruiker)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol=rol)
