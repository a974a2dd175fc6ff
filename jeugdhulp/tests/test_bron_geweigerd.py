"""What comes back from a directory and is not believed: one test for each lie."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from jeugdhulp import aanmeldbronnen, kalender, oidc
from jeugdhulp.domain import pogingen
from jeugdhulp.models import Gebruiker, Koppeling, Poging
from jeugdhulp.tests.directory import (
    CLIENT,
    GEHEIM,
    bron_bij,
    draaiend,
    els,
    heen,
    is_binnen,
    langs,
    meld_aan,
    met_ons_geheim,
    met_publieke_sleutel,
    waarover,
    zonder_handtekening,
)
from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


def niets_gebeurd(client):
    """Nobody is in, and nobody was made."""
    elsen = Gebruiker.objects.filter(email__contains="els")
    return not is_binnen(client) and not Koppeling.objects.exists() and not elsen.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://kwaad.example"},
        {"iss": None},
        {"aud": "iemand-anders"},
        {"aud": None},
        {"aud": []},
        {"aud": ["iemand-anders", "nog-een"], "azp": CLIENT},
        {"aud": "iemand-anders", "azp": CLIENT},
        {"aud": [CLIENT, "iemand-anders"]},
        {"aud": [CLIENT, "iemand-anders"], "azp": "iemand-anders"},
        {"azp": "iemand-anders"},
        {"exp": 1},
        {"exp": None},
        {"exp": "morgen"},
        {"exp": True},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"nbf": 4_000_000_000},
        {"nonce": "van-een-ander"},
        {"nonce": None},
        {"nonce": ""},
        {"sub": None},
        {"sub": ""},
        {"sub": 12},
        {"sub": "x" * 256},
        {"at_hash": "van-een-ander"},
        # What JSON as it is sent can say, and nothing of ours can keep.
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"exp": 10**12},
        {"iat": float("nan")},
        {"auth_time": float("inf")},
        {"sub": "\ud800"},
        {"family_name": "\ud800"},
        {"groups": ["team-jeugd", "\0"]},
    ],
    ids=str,
)
def test_claims_that_are_not_for_us_now_let_nobody_in(client, directory, groep, claims):
    els(directory)
    directory.claims = claims

    antwoord = meld_aan(client)

    assert (antwoord.status_code, vind(antwoord, "h1")) == (400, ["U komt niet binnen"])
    assert niets_gebeurd(client)
    assert waarover() == [("aanmelden mislukt", "bron waterstad, niet geloofd")]


def test_more_audiences_are_right_when_it_was_made_for_us(client, directory, groep):
    els(directory)
    directory.claims = {"aud": [CLIENT, "iemand-anders"], "azp": CLIENT}

    meld_aan(client)

    assert is_binnen(client)


def _met_andere_sleutel(kop, claims):
    return jwt.encode(kop, claims, RSAKey.generate_key(2048), algorithms=["RS256"])


def _met_sleutel_erin(kop, claims):
    """It brings along the key to check it with."""
    eigen = RSAKey.generate_key(2048)
    met = {"alg": "RS256", "jwk": eigen.as_dict(private=False)}
    return jwt.encode(met, claims, eigen, algorithms=["RS256"])


def _geknoeid(directory):
    """Signed well, and changed after that."""

    def onderteken(kop, claims):
        deel, _, rest = directory._onderteken(kop, claims).partition(".")
        inhoud, _, handtekening = rest.partition(".")
        ander = directory._onderteken(kop, claims | {"sub": "baas"}).split(".")[1]
        assert inhoud != ander
        return f"{deel}.{ander}.{handtekening}"

    return onderteken


@pytest.mark.parametrize(
    "hoe",
    {
        "none": lambda directory: zonder_handtekening,
        "ons geheim": lambda directory: met_ons_geheim,
        "publieke sleutel als geheim": met_publieke_sleutel,
        "andere sleutel": lambda directory: _met_andere_sleutel,
        "sleutel erin": lambda directory: _met_sleutel_erin,
        "geknoeid": _geknoeid,
        "geen token": lambda directory: lambda kop, claims: "geen.token.dus",
        "leeg": lambda directory: lambda kop, claims: "",
    }.items(),
    ids=lambda paar: paar[0],
)
@pytest.mark.parametrize("noemt", [["RS256"], ["none", "HS256", "RS256"], []])
def test_signature_that_is_not_by_its_key_lets_nobody_in(client, directory, groep, hoe, noemt):
    """Also when the directory itself says that it would do."""
    directory.gegevens = {"id_token_signing_alg_values_supported": noemt}
    els(directory)
    directory.onderteken = hoe[1](directory)

    antwoord = meld_aan(client)

    assert (antwoord.status_code, niets_gebeurd(client)) == (400, True)


def test_directory_may_change_its_key(client, directory, groep, monkeypatch):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    monkeypatch.setattr(oidc, "SLEUTELS_HOOGSTENS_ELKE", 0)
    oud = directory.sleutel
    directory.sleutel = RSAKey.generate_key(2048, {"kid": "twee", "use": "sig", "alg": "RS256"})
    directory.kop = {"kid": "twee"}

    meld_aan(client)

    directory.sleutel = oud
    assert is_binnen(client)


def test_key_we_do_not_know_does_not_make_us_ask_over_and_over(client, directory, groep):
    els(directory)
    directory.kop = {"kid": "onbekend"}

    for _ in range(3):
        meld_aan(client)

    assert directory.vragen.count("/jwks") == 1


# What comes back with her


def terug_met(client, **anders):
    """Come back with something else than was given; None leaves it out."""
    pad, _, vraag = langs(heen(client)).partition("?")
    gegeven = {naam: waarden[0] for naam, waarden in parse_qs(vraag).items()} | anders
    gegeven = {naam: waarde for naam, waarde in gegeven.items() if waarde is not None}
    return client.get(f"{pad}?{urlencode(gegeven)}")


@pytest.mark.parametrize(
    ("anders", "status"),
    [
        ({"state": "verzonnen"}, 400),
        ({"state": None}, 400),
        ({"state": ""}, 400),
        ({"code": None}, 400),
        ({"code": "verzonnen"}, 403),
        ({"iss": "https://kwaad.example"}, 400),
        ({"error": "access_denied"}, 403),
        ({"error": "<script>alert(1)</script>"}, 403),
    ],
    ids=str,
)
def test_answer_that_is_not_to_our_question_lets_nobody_in(
    client, directory, groep, anders, status
):
    els(directory)

    antwoord = terug_met(client, **anders)

    assert (antwoord.status_code, niets_gebeurd(client)) == (status, True)
    assert "script>alert" not in antwoord.content.decode()


def test_same_answer_works_once(client, directory, groep):
    els(directory)
    terug = langs(heen(client))

    statussen = [client.get(terug).status_code]
    client.post("/afmelden/")
    statussen.append(client.get(terug).status_code)

    assert (statussen, is_binnen(client)) == ([302, 400], False)


def test_code_works_once_at_the_directory_too(client, directory, groep):
    """Who saw her code pass by and asks a question of his own: the directory and PKCE say no."""
    els(directory)
    haar = parse_qs(urlsplit(langs(heen(client))).query)["code"][0]
    eigen = parse_qs(urlsplit(langs(heen(client))).query)["state"][0]

    antwoord = client.get(
        f"/aanmelden/terug/waterstad/?{urlencode({'code': haar, 'state': eigen})}"
    )

    assert (antwoord.status_code, is_binnen(client)) == (403, False)


def test_answer_in_the_browser_of_another_lets_nobody_in(client, directory, groep):
    """Somebody sends a colleague the link that came back to himself."""
    els(directory)
    terug = langs(heen(client))
    ander = Paginaclient()

    assert (ander.get(terug).status_code, is_binnen(ander)) == (400, False)


def test_answer_that_took_too_long_lets_nobody_in(client, directory, groep, klok):
    els(directory)
    terug = langs(heen(client))
    klok[0] += timedelta(minutes=15, seconds=1)

    assert client.get(terug).status_code == 400


def test_only_the_last_windows_are_remembered(client, directory, groep, klok):
    els(directory)
    adressen = []
    for _ in range(6):
        klok[0] += timedelta(seconds=1)
        adressen.append(heen(client))

    assert len(client.session["onderweg"]) == 5
    assert [client.get(langs(adres)).status_code for adres in (adressen[0], adressen[5])] == [
        400,
        302,
    ]


def test_session_gets_another_key_when_she_comes_in(client, directory, groep):
    els(directory)
    terug = langs(heen(client))
    voor = client.session.session_key

    client.get(terug)

    assert client.session.session_key != voor
    assert "onderweg" not in client.session


# Two directories


@pytest.fixture
def twee(directory, groep, settings):
    """Waterstad and Landstad, each with its own; in Landstad els-1 is nobody we know."""
    with draaiend() as landstad:
        GemeenteFactory(slug="landstad")
        settings.AANMELDBRONNEN = [bron_bij(directory), bron_bij(landstad, "landstad")]
        landstad.ken("els-1", email="els@waterstad.nl", groups=["team-jeugd"])
        els(directory)
        yield directory, landstad


def test_answer_of_one_directory_does_not_work_at_the_door_of_another(client, twee):
    """Mix-up: she asked Waterstad; what comes back at the door of Landstad is not for there."""
    terug = langs(heen(client, "waterstad"))

    antwoord = client.get(terug.replace("/terug/waterstad/", "/terug/landstad/"))

    assert (antwoord.status_code, niets_gebeurd(client)) == (400, True)
    assert twee[1].vragen.count("/token") == 0


def test_code_of_one_directory_is_not_shown_to_another(client, twee):
    """The directory of Landstad sends her on to that of Waterstad with our question to itself."""
    directory, landstad = twee
    vraag = parse_qs(urlsplit(heen(client, "landstad")).query)
    eigen = langs(f"{directory.uitgever}/authorize?{urlencode(vraag, doseq=True)}")

    antwoord = client.get(eigen)

    assert (antwoord.status_code, niets_gebeurd(client)) == (403, True)
    assert (directory.vragen.count("/token"), landstad.vragen.count("/token")) == (0, 1)


def test_directory_that_promised_its_name_beside_a_code_must_give_it(client, twee):
    directory, _ = twee
    directory.gegevens = {"authorization_response_iss_parameter_supported": True}
    zonder = meld_aan(client).status_code
    directory.bij_terug = {"iss": directory.uitgever}

    assert (zonder, meld_aan(client).status_code) == (400, 302)


def test_token_of_one_directory_is_not_believed_from_another(client, twee):
    directory, landstad = twee
    directory.onderteken = lambda kop, claims: landstad._onderteken(
        kop, claims | {"iss": landstad.uitgever}
    )

    assert (meld_aan(client).status_code, niets_gebeurd(client)) == (400, True)


def test_sign_out_by_one_directory_does_not_count_for_another(client, twee):
    _, landstad = twee
    meld_aan(client)

    antwoord = client.post(
        "/aanmelden/uit/waterstad/", {"logout_token": landstad.afmelding("els-1")}
    )

    assert (antwoord.status_code, is_binnen(client)) == (400, True)


def test_userinfo_of_another_is_not_hers(client, directory, groep):
    els(directory)
    directory.claims = {"groups": None}
    directory.userinfo = {"sub": "baas", "groups": ["team-jeugd"]}

    assert (meld_aan(client).status_code, niets_gebeurd(client)) == (400, True)


# A directory that is down or set up wrongly


@pytest.mark.parametrize("stuk", ["/.well-known/openid-configuration", "/token", "/jwks"])
def test_directory_that_is_down_gives_a_page_that_says_what_to_do(
    client, directory, groep, stuk, caplog
):
    els(directory)
    directory.stuk = {stuk}

    antwoord = client.get("/aanmelden/met/waterstad/")
    if antwoord.status_code == 302:
        antwoord = client.get(langs(antwoord["Location"]))

    assert (antwoord.status_code, vind(antwoord, "h1")) == (503, ["Aanmelden lukt nu niet"])
    eigen = [record for record in caplog.records if record.name == "jeugdhulp.views.bron"]
    assert [record.levelno for record in eigen] == [logging.ERROR]


@pytest.mark.parametrize(
    "gegevens",
    [
        {"issuer": "https://kwaad.example"},
        {"issuer": None},
        {"authorization_endpoint": "http://kwaad.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://kwaad.example/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "http://kwaad.example/"},
        {"end_session_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_directory_that_describes_itself_wrongly_is_not_asked(client, directory, groep, gegevens):
    directory.gegevens = gegevens

    assert client.get("/aanmelden/met/waterstad/").status_code == 503


ONZIN = [
    {"error": ["invalid_grant"]},
    {"error": {}},
    {"error": 5},
    {"expires_in": [1]},
    {"expires_in": "straks"},
    {"expires_in": float("inf")},
    {"expires_at": {}},
    {"refresh_token": "\ud800"},
    {"token_type": float("nan")},
    [{"id_token": "x"}],
]


@pytest.mark.parametrize("onzin", ONZIN, ids=ascii)
def test_nonsense_is_no_answer(client, directory, groep, monkeypatch, onzin):
    els(directory)
    monkeypatch.setattr(directory, "geef_token", lambda kop, vraag: (200, onzin))

    assert (meld_aan(client).status_code, niets_gebeurd(client)) == (503, True)


@pytest.mark.parametrize(
    ("waar", "onzin"),
    [
        ("/jwks", {"keys": 5}),
        ("/jwks", {"keys": [5]}),
        ("/jwks", {"keys": [{"kty": []}]}),
        ("/userinfo", {"sub": "els-1", "groups": ["\0"]}),
        ("/userinfo", {"sub": "els-1", "auth_time": float("inf")}),
    ],
    ids=ascii,
)
def test_nonsense_elsewhere_is_no_answer_either(client, directory, groep, monkeypatch, waar, onzin):
    els(directory, groups=None)
    zeg = directory.zeg
    monkeypatch.setattr(directory, "zeg", lambda pad, kop: onzin if pad == waar else zeg(pad, kop))

    assert (meld_aan(client).status_code, niets_gebeurd(client)) == (503, True)


def test_what_it_can_says_nothing_when_it_is_no_list(client, directory, groep):
    directory.gegevens = {
        "id_token_signing_alg_values_supported": 5,
        "token_endpoint_auth_methods_supported": [["client_secret_post"]],
    }
    els(directory)

    meld_aan(client)

    assert is_binnen(client)


def test_nobody_listening_is_a_page_too(client, directory, groep, zet_bron):
    zet_bron(uitgever="http://127.0.0.1:9")

    assert client.get("/aanmelden/met/waterstad/").status_code == 503


def test_wrong_secret_is_our_fault_and_not_hers(client, directory, groep, zet_bron):
    zet_bron(geheim="verlopen")
    els(directory)

    assert meld_aan(client).status_code == 503


def test_secret_and_tokens_stand_in_no_log_and_no_page(client, directory, groep, caplog):
    caplog.set_level(logging.DEBUG)
    els(directory)
    directory.claims = {"nonce": "van-een-ander"}
    antwoord = meld_aan(client)

    geschreven = caplog.text + antwoord.content.decode()
    eigen = "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith("jeugdhulp")
    )
    assert GEHEIM not in geschreven
    assert not any(stuk in eigen for stuk in ("els@", "eyJ", "van-een-ander"))


def test_door_closes_for_an_address_that_comes_with_one_wrong_answer_after_another(
    client, groep, monkeypatch
):
    monkeypatch.setattr(
        pogingen, "BRON_TERUG", pogingen.Grens("aanmeldbron: adres", 3, pogingen.KWARTIER)
    )

    statussen = [client.get("/aanmelden/terug/waterstad/?state=x").status_code for _ in range(4)]

    assert statussen == [400, 400, 400, 429]


def test_who_comes_in_leaves_no_try_behind(client, directory, groep):
    els(directory)

    meld_aan(client)

    sleutels = {pogingen._sleutel(pogingen.BRON_TERUG, "127.0.0.1")}
    assert Poging.objects.filter(sleutel__in=sleutels).count() == 0


def test_directories_are_told_apart_by_their_key(groep):
    assert [bron.sleutel for bron in aanmeldbronnen.bronnen()] == ["waterstad"]
    assert aanmeldbronnen.bron_met("elders") is None


def test_nobody_waits_for_a_directory_that_did_not_answer_just_now(client, directory, groep):
    pad = "/.well-known/openid-configuration"
    directory.stuk = {pad}

    statussen = [client.get("/aanmelden/met/waterstad/").status_code for _ in range(3)]

    assert (statussen, directory.vragen.count(pad)) == ([503, 503, 503], 1)
    assert client.get("/aanmelden/afgemeld/waterstad/").status_code == 200
