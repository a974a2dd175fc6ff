"""The checker of pages finds what it is for, and the canary could really be seen."""

import pytest
from django.db import models
from django.http import HttpResponse

from jeugdhulp.models import Gebruiker, Gemeente, Persoon
from jeugdhulp.tests.kanarie import MERK
from jeugdhulp.tests.pagina import Paginaclient, controleer_koppen, controleer_pagina, fouten_in
from maatregelen.models import (
    Beleidsplan,
    Betrokkenheid,
    Cluster,
    Doel,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Stand,
    Thema,
)

GOED = """<!DOCTYPE html>
<html lang="nl">
<head><title>Plannen</title><link rel="stylesheet" href="/x.css"></head>
<body>
  <h1>Plannen</h1>
  <h2 id="kop">Kop</h2>
  <section aria-labelledby="kop"><p class="tekst">Tekst</p></section>
  <form><label for="naam">Naam</label><input id="naam" name="naam"><input type="hidden" name="t">
  <button>Ga</button></form>
  <a href="/">Begin</a><img src="/x.svg" alt="">
  <script src="/x.js"></script><script type="application/json">{}</script>
</body></html>"""

# What is put in the place of what, and what the checker says of it.
FOUTEN = {
    "no lang": (' lang="nl"', "", ["lang is geen nl"]),
    "another lang": ('lang="nl"', 'lang="en"', ["lang is geen nl"]),
    "no title": ("Plannen</title>", "</title>", ["geen title"]),
    "no h1": ("<h1>Plannen</h1>", "<p>Plannen</p>", ["0 keer h1"]),
    "two h1": ("<h1>Plannen</h1>", "<h1>Plannen</h1><h1>Nog een</h1>", ["2 keer h1"]),
    "skipped heading": ("h2", "h3", ["h3 na h1"]),
    "duplicate id": ("<p class", '<p id="kop" class', ["id kop staat er 2 keer"]),
    "label for nothing": (
        'id="naam"',
        'id="andere"',
        ["verwijzing naar naam, dat er niet is", "input naam heeft geen label"],
    ),
    "labelled by nothing": (
        'aria-labelledby="kop"',
        'aria-labelledby="weg"',
        ["verwijzing naar weg, dat er niet is"],
    ),
    "described by nothing": (
        "<input id",
        '<input aria-describedby="weg" id',
        ["verwijzing naar weg, dat er niet is"],
    ),
    "missing label": (
        '<label for="naam">Naam</label>',
        "",
        ["input naam heeft geen label"],
    ),
    "textarea without label": (
        "<button>",
        '<textarea name="tekst"></textarea><button>',
        ["textarea tekst heeft geen label"],
    ),
    "select without label": (
        "<button>",
        '<select name="keuze"><option>a</option></select><button>',
        ["select keuze heeft geen label"],
    ),
    "empty link": ("Begin</a>", "</a>", ["a zonder tekst"]),
    "empty button": ("Ga</button>", "</button>", ["button zonder tekst"]),
    "img without alt": (' alt=""', "", ["img zonder alt"]),
    "style attribute": ("<p class", '<p style="color:red" class', ["style= op p"]),
    "handler": ("<button>", '<button onclick="x()">', ["onclick op button"]),
    "style in the page": ("</head>", "<style>p{color:red}</style></head>", ["style in de pagina"]),
    "inline script": ('<script src="/x.js">', "<script>x()", ["script in de pagina"]),
    "module in the page": (
        '<script src="/x.js">',
        '<script type="module">x()',
        ["script in de pagina"],
    ),
}
PLAN = f"/{MERK}/{MERK}/"
BLADZIJDEN = {
    "plan_list": "/",
    "plan_detail": PLAN,
    "plan_over": f"{PLAN}over/",
    "plan_spoor": f"{PLAN}wijzigingen/",
    "beleidsplan_detail": f"/{MERK}/beleid/{MERK}/",
    "maatregel_detail": f"{PLAN}maatregelen/kanarie/",
    "maatregel_spoor": f"{PLAN}maatregelen/kanarie/wijzigingen/",
}
# Texts that are a code, a choice of the house, or kept by Django itself.
ZONDER_MERK = {
    "code",
    "cbs_code",
    "herhaling",
    "last_name",
    "email",
    "password",
    "ook_geschreven_als",
}


def test_good_page_has_no_faults():
    assert fouten_in(GOED, verboden=MERK) == []


@pytest.mark.parametrize(("oud", "nieuw", "verwacht"), FOUTEN.values(), ids=FOUTEN)
def test_fault_is_found_and_named(oud, nieuw, verwacht):
    kapot = GOED.replace(oud, nieuw)

    assert (kapot != GOED, fouten_in(kapot)) == (True, verwacht)


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [("</section>", ""), ("<!DOCTYPE html>", ""), ("<p class", '<p class="x" class')],
    ids=["unclosed", "no doctype", "attribute twice"],
)
def test_page_that_is_not_well_formed_is_found(oud, nieuw):
    assert len(fouten_in(GOED.replace(oud, nieuw))) >= 1


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [("Tekst", MERK), ('class="tekst"', f'class="{MERK}"'), ("{}", f'{{"a": "{MERK}"}}')],
    ids=["text", "attribute", "json"],
)
def test_canary_is_found_wherever_it_hides(oud, nieuw):
    kapot = GOED.replace(oud, nieuw)

    assert fouten_in(kapot, verboden=MERK) == [
        f"“{MERK}” staat op deze pagina: gegevens van een andere gemeente"
    ]


def test_checker_fails_the_test_that_fetched_the_page():
    with pytest.raises(AssertionError, match="lang is geen nl"):
        controleer_pagina(GOED.replace(' lang="nl"', ""))


@pytest.mark.parametrize(
    "koppen",
    [
        {"X-Content-Type-Options": "x", "Content-Security-Policy": "default-src 'none'"},
        {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "img-src 'self'"},
        {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'",
        },
    ],
)
def test_answer_without_the_safe_headers_is_found(koppen):
    with pytest.raises(AssertionError):
        controleer_koppen(HttpResponse("x", headers=koppen))


def test_client_of_every_test_is_the_one_that_checks(client):
    assert (type(client), client.verboden) == (Paginaclient, MERK)


@pytest.mark.parametrize("adres", BLADZIJDEN.values(), ids=BLADZIJDEN)
def test_canary_is_seen_by_its_own_gemeente(kanarie, adres):
    client = Paginaclient()
    client.force_login(Gebruiker.objects.get(username=MERK))

    antwoord = client.get(adres)

    assert (antwoord.status_code, MERK in antwoord.content.decode()) == (200, True)


@pytest.mark.parametrize("adres", BLADZIJDEN.values(), ids=BLADZIJDEN)
def test_leak_of_the_canary_fails_the_test(client, adres):
    client.force_login(Gebruiker.objects.get(username=MERK))

    with pytest.raises(AssertionError, match="gegevens van een andere gemeente"):
        client.get(adres)


@pytest.mark.parametrize(
    "model",
    [
        Gemeente,
        Gebruiker,
        Persoon,
        Plan,
        Thema,
        Cluster,
        Maatregel,
        Betrokkenheid,
        Mijlpaal,
        Stand,
        Beleidsplan,
        Doel,
        Investering,
    ],
)
def test_canary_fills_every_text_of_its_rows(kanarie, model):
    rij = model.objects.get()

    zonder = {
        veld.name
        for veld in model._meta.local_fields
        if isinstance(veld, models.CharField | models.TextField)
        and not veld.choices
        and MERK not in getattr(rij, veld.name)
    }
    assert zonder - ZONDER_MERK == set()
