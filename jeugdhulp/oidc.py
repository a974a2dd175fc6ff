"""OpenID Connect with one directory: asking, trading the code, and what may be believed of it.

Authorization code with PKCE, state and nonce, and nothing else. The directory names the algorithms,
out of a list of our own that knows no `none` and no shared secret. Its keys are fetched, kept for
an hour, and fetched again when it signs with one we do not know. Redirects of the directory itself
are not followed, so that our secret goes nowhere but where the settings point.
"""

import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from jeugdhulp.aanmeldbronnen import ALTIJD, Bron, is_veilig

# Seconds. A clock of theirs may differ from ours by SPELING.
WACHT, SPELING, BEWAARD, SLEUTELS_HOOGSTENS_ELKE = 10, 60, 3600, 60
# So long nobody waits for a directory that did not answer just now.
STUK_BLIJFT = 10
# How old a logout token may be.
AFMELDBERICHT_GELDT = 600
AFMELDING = "http://schemas.openid.net/event/backchannel-logout"
_ALGORITMEN = frozenset("RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA".split())
_MEESTE_BYTES = 1_000_000
# Seconds; no clock of anybody says more.
_LAATSTE_MOMENT = 100_000_000_000
# What reading an answer may give, that was made by somebody who does not keep to the rules.
_ONLEESBAAR = (ValueError, TypeError, OverflowError, RecursionError)
# A no about her; every other is about how the two of us were set up.
_OVER_HAAR = frozenset(
    "invalid_grant access_denied login_required interaction_required consent_required"
    " account_selection_required".split()
)


class BronOnbereikbaarError(Exception):
    """The directory does not answer, or answers with something else than it should.

    `verversing` is the token that came before it went wrong: the one that was sent is used up.
    """

    verversing = ""


class NietGeloofdError(Exception):
    """What came is not what we asked for, or not for us. `waarom` is a word of our own,
    `verversing` as above."""

    verversing = ""

    def __init__(self, waarom: str):
        super().__init__(waarom)
        self.waarom = waarom


class GeweigerdDoorBronError(Exception):
    """The directory itself says no: to this code, or to going on with this session."""


@dataclass(frozen=True)
class Vraag:
    """What is kept of a request to sign in, to hold the answer to it."""

    state: str
    nonce: str
    verifier: str
    adres: str


@dataclass(frozen=True)
class Antwoord:
    """What the directory says of somebody, after it was checked."""

    claims: Mapping[str, Any]
    # To ask again later; "" where the directory gives none.
    verversing: str = field(repr=False)
    # Her groups; None when the directory did not say, which is not the same as none.
    groepen: frozenset[str] | None


@dataclass(frozen=True)
class Afmelding:
    """What a logout token says: who is to be signed out, the number of the message, and until when
    (seconds) it would be believed."""

    sub: str
    jti: str
    tot: float


def begin(bron: Bron, terug: str, *, opnieuw: bool = False) -> Vraag:
    """Where to send somebody to sign in; `opnieuw`: she must prove who she is once more."""
    meer: dict[str, Any] = {"prompt": "login", "max_age": 0} if opnieuw else {}
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    # Here alone: asked again later, what the directory did not grant makes it refuse.
    scope = " ".join(dict.fromkeys(("openid", "profile", "email", *bron.scopes)))
    adres, state = _client(bron, terug, scope).create_authorization_url(
        _gegevens(bron)["authorization_endpoint"],
        state=secrets.token_urlsafe(32),
        code_verifier=verifier,
        nonce=nonce,
        **meer,
    )
    return Vraag(state, nonce, verifier, adres)


def wissel(
    bron: Bron, code: str, *, terug: str, nonce: str, verifier: str, sinds: int | None = None
) -> Antwoord:
    """Trade `code` for who she is. `sinds`: she must have proved who she is at or after that
    moment (seconds). Raises each of the three errors above."""
    token = _vraag_token(
        bron,
        lambda client: client.fetch_token(
            _gegevens(bron)["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            redirect_uri=terug,
            timeout=WACHT,
            allow_redirects=False,
        ),
    )
    claims = _geloof(bron, token, nonce=nonce)
    if sinds is not None and not sinds - SPELING <= _moment(claims, "auth_time"):
        raise NietGeloofdError("niet opnieuw aangemeld")
    return _antwoord(bron, claims, token, str(token.get("refresh_token", "")))


def ververs(bron: Bron, verversing: str, is_haar: Callable[[str], bool]) -> Antwoord:
    """Ask whether she may go on, and as what; `is_haar` says whether a number is hers there.
    GeweigerdDoorBronError when not."""
    token = _vraag_token(
        bron,
        lambda client: client.refresh_token(
            _gegevens(bron)["token_endpoint"],
            refresh_token=verversing,
            timeout=WACHT,
            allow_redirects=False,
        ),
    )
    nieuw = str(token.get("refresh_token", "") or verversing)
    try:
        # A new id_token is not required here; then only what userinfo says can be new.
        claims = _geloof(bron, token) if "id_token" in token else {}
        antwoord = _antwoord(bron, claims, token, nieuw)
        if "sub" in antwoord.claims and not is_haar(str(antwoord.claims["sub"])):
            raise NietGeloofdError("een ander")
    except (BronOnbereikbaarError, NietGeloofdError) as fout:
        fout.verversing = nieuw
        raise
    return antwoord


def lees_afmelding(bron: Bron, token: str) -> Afmelding:
    """What a logout token (back-channel) says, when it may be believed; NietGeloofdError.

    One that names a session (`sid`) and no person is refused: we keep no numbers of sessions.
    """
    claims = _ontcijfer(bron, token)
    _controleer(bron, claims, verplicht=("iat", "exp", "jti", "events"))
    events = claims.get("events")
    if not isinstance(events, Mapping) or not isinstance(events.get(AFMELDING), Mapping):
        raise NietGeloofdError("geen afmelding")
    if "nonce" in claims or time.time() - _moment(claims, "iat") > AFMELDBERICHT_GELDT:
        raise NietGeloofdError("geen verse afmelding")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise NietGeloofdError("afmelding zonder sub")
    if not isinstance(claims["jti"], str) or not claims["jti"]:
        raise NietGeloofdError("afmelding zonder nummer")
    tot = min(_moment(claims, "exp") + SPELING, _moment(claims, "iat") + AFMELDBERICHT_GELDT)
    return Afmelding(claims["sub"], claims["jti"], tot)


def afmeldadres(bron: Bron, terug: str) -> str:
    """Where she signs out of the directory itself; "" when it cannot say so now, or has none."""
    try:
        adres = _gegevens(bron).get("end_session_endpoint", "")
    except BronOnbereikbaarError:
        return ""
    vraag = urlencode({"client_id": bron.client_id, "post_logout_redirect_uri": terug})
    return f"{adres}{'&' if '?' in adres else '?'}{vraag}" if adres else ""


def noemt_zich(bron: Bron, uitgever: str | None) -> bool:
    """Whether the `iss` beside a code is of this directory; where it promised one, it must be."""
    if uitgever is None:
        return not _gegevens(bron).get("authorization_response_iss_parameter_supported")
    return uitgever == bron.uitgever


def _client(bron: Bron, terug: str = "", scope: str | None = None) -> OAuth2Session:
    return OAuth2Session(
        bron.client_id,
        bron.geheim,
        token_endpoint_auth_method=_wijze(bron),
        code_challenge_method="S256",
        redirect_uri=terug or None,
        scope=scope,
    )


def _wijze(bron: Bron) -> str:
    """How to show our secret: in the body where that is taken, since what the header does to signs
    as + and % is read in two ways; else as every directory must take it."""
    kan = _woorden(_gegevens(bron).get("token_endpoint_auth_methods_supported"))
    return "client_secret_post" if "client_secret_post" in kan else "client_secret_basic"


def _vraag_token(bron: Bron, vraag: Any) -> Mapping[str, Any]:
    try:
        with _client(bron) as client:
            token = dict(vraag(client))
        _eis_te_bewaren(token)
    except AuthlibBaseError as fout:
        # Not always a word, as it should be.
        waarom = str(fout.error)
        if waarom in _OVER_HAAR:
            raise GeweigerdDoorBronError(waarom) from fout
        # A word of the directory itself, about no person: it tells whoever reads the log what to
        # mend.
        raise BronOnbereikbaarError(waarom[:60]) from fout
    except (requests.RequestException, *_ONLEESBAAR) as fout:
        raise BronOnbereikbaarError("token") from fout
    return token


def _geloof(bron: Bron, token: Mapping[str, Any], nonce: str = "") -> Mapping[str, Any]:
    """The claims of its id_token, when all of it is right."""
    if not isinstance(token.get("id_token"), str):
        raise NietGeloofdError("geen id_token")
    kop, claims = _ontcijfer_met_kop(bron, token["id_token"])
    gegeven = {
        "client_id": bron.client_id,
        "nonce": nonce,
        "access_token": token.get("access_token"),
    }
    try:
        CodeIDToken(claims, kop, _eisen(bron), gegeven).validate(leeway=SPELING)
    except (JoseError, *_ONLEESBAAR) as fout:
        raise NietGeloofdError(_naam_van(fout)) from fout
    _controleer(bron, claims, verplicht=("exp", "iat", "sub"))
    if nonce and not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise NietGeloofdError("nonce")
    return claims


def _eisen(bron: Bron) -> Any:
    return {
        "iss": {"essential": True, "value": bron.uitgever},
        "aud": {"essential": True, "value": bron.client_id},
    }


def _controleer(bron: Bron, claims: Mapping[str, Any], *, verplicht: tuple[str, ...]) -> None:
    """What we check ourselves as well: for whom, by whom and when does not hang on an option."""
    if any(naam not in claims for naam in verplicht):
        raise NietGeloofdError("niet volledig")
    if claims.get("iss") != bron.uitgever:
        raise NietGeloofdError("iss")
    publiek = claims.get("aud")
    publiek = publiek if isinstance(publiek, list) else [publiek]
    if publiek != [bron.client_id] and not (
        bron.client_id in publiek and claims.get("azp") == bron.client_id
    ):
        raise NietGeloofdError("aud")
    if _moment(claims, "exp") + SPELING <= time.time():
        raise NietGeloofdError("exp")
    if _moment(claims, "iat") - SPELING > time.time():
        raise NietGeloofdError("iat")
    if "sub" in claims and not (isinstance(claims["sub"], str) and 0 < len(claims["sub"]) <= 255):
        raise NietGeloofdError("sub")


def _moment(claims: Mapping[str, Any], naam: str) -> float:
    waarde = claims.get(naam)
    if isinstance(waarde, bool) or not isinstance(waarde, int | float):
        raise NietGeloofdError(naam)
    if not abs(waarde) <= _LAATSTE_MOMENT:
        raise NietGeloofdError(naam)
    return waarde


def _ontcijfer(bron: Bron, token: str) -> Mapping[str, Any]:
    return _ontcijfer_met_kop(bron, token)[1]


def _ontcijfer_met_kop(bron: Bron, token: str) -> tuple[Any, Any]:
    """Header and claims, of a signature by a key of this directory."""
    noemt = _woorden(_gegevens(bron).get("id_token_signing_alg_values_supported")) or {"RS256"}
    register = JWSRegistry(algorithms=sorted(_ALGORITMEN & noemt), strict_check_header=False)
    try:
        try:
            gelezen = jwt.decode(token, _sleutels(bron), registry=register)
        except InvalidKeyIdError:
            gelezen = jwt.decode(token, _sleutels(bron, nieuw=True), registry=register)
        _eis_te_bewaren(gelezen.claims)
    except (JoseError, *_ONLEESBAAR) as fout:
        raise NietGeloofdError(_naam_van(fout)) from fout
    return gelezen.header, gelezen.claims


def _eis_te_bewaren(gezegd: Any) -> None:
    """ValueError for what JSON as directories send it may hold and no database or clock of ours:
    a number without end or that is none, half a sign, and the sign that is zero."""
    tekst = json.dumps(gezegd, ensure_ascii=False, allow_nan=False)
    tekst.encode()
    if "\\u0000" in tekst:
        raise ValueError


def _naam_van(fout: Exception) -> str:
    """The library's own word for it; its text may hold what was in the token."""
    return str(getattr(fout, "error", "") or type(fout).__name__)


def _antwoord(
    bron: Bron, claims: Mapping[str, Any], token: Mapping[str, Any], verversing: str
) -> Antwoord:
    """With her groups. Some directories tell those only at userinfo.

    One with too many for a token says that (`_claim_names` or `hasgroups`, as Entra does): then we
    know nothing of her groups, and may not take it for none. NietGeloofdError.
    """
    _eis_niet_te_veel(bron, claims)
    adres, gezegd = _gegevens(bron).get("userinfo_endpoint", ""), "id_token" in token
    if bron.groepen not in claims and adres and token.get("access_token"):
        meer = _haal(adres, {"Authorization": f"Bearer {token['access_token']}"})
        if not isinstance(meer.get("sub"), str) or meer["sub"] != claims.get("sub", meer["sub"]):
            raise NietGeloofdError("userinfo van een ander")
        _eis_niet_te_veel(bron, meer)
        claims, gezegd = {**meer, **claims}, True
    return Antwoord(claims, verversing, _woorden(claims.get(bron.groepen)) if gezegd else None)


def _eis_niet_te_veel(bron: Bron, claims: Mapping[str, Any]) -> None:
    """NietGeloofdError when it says that it has groups of hers and does not say which."""
    elders = claims.get("_claim_names")
    heeft = bron.groepen == "groups" and bool(claims.get("hasgroups"))
    if heeft or (isinstance(elders, Mapping) and bron.groepen in elders):
        raise NietGeloofdError("te veel groepen")


def _woorden(waarde: Any) -> frozenset[str]:
    """A claim that is a list of words, or one."""
    rij = waarde if isinstance(waarde, list) else [waarde]
    return frozenset(deel for deel in rij if isinstance(deel, str) and deel)


def heeft_tweede_stap(bron: Bron, claims: Mapping[str, Any]) -> bool:
    """Whether she gave a second factor there: the directory always asks it, or says it did."""
    gezegd = frozenset().union(*(_woorden(claims.get(naam)) for naam in ("amr", "acr", "acrs")))
    return ALTIJD in bron.tweede_stap or bool(gezegd & bron.tweede_stap)


# What a directory said of itself and its keys: per process, for an hour.
_bewaard: dict[tuple[str, str], tuple[float, Any]] = {}
_slot = threading.Lock()


def vergeet() -> None:
    """Forget what is kept of every directory."""
    with _slot:
        _bewaard.clear()


def _gegevens(bron: Bron) -> Mapping[str, Any]:
    """Its discovery document, checked: it is of this issuer, and its addresses are safe."""
    if (bewaard := _uit_bewaard(bron, "gegevens", BEWAARD)) is not None:
        return dict(bewaard)
    if _uit_bewaard(bron, "stuk", STUK_BLIJFT):
        raise BronOnbereikbaarError("geen antwoord, kort geleden")
    try:
        gegevens = _haal(f"{bron.uitgever.rstrip('/')}/.well-known/openid-configuration")
    except BronOnbereikbaarError:
        _bewaar(bron, "stuk", True)
        raise
    if gegevens.get("issuer") != bron.uitgever:
        raise BronOnbereikbaarError("issuer")
    for naam in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_veilig(str(gegevens.get(naam, ""))):
            raise BronOnbereikbaarError(naam)
    for naam in ("userinfo_endpoint", "end_session_endpoint"):
        if naam in gegevens and not is_veilig(str(gegevens[naam])):
            raise BronOnbereikbaarError(naam)
    return _bewaar(bron, "gegevens", gegevens)


def _sleutels(bron: Bron, *, nieuw: bool = False) -> KeySet:
    """Its public keys; `nieuw` fetches them again, but not over and over for who sends rubbish."""
    hoe_oud = SLEUTELS_HOOGSTENS_ELKE if nieuw else BEWAARD
    if (bewaard := _uit_bewaard(bron, "sleutels", hoe_oud)) is not None:
        return bewaard
    try:
        return _bewaar(bron, "sleutels", KeySet.import_key_set(_haal(_gegevens(bron)["jwks_uri"])))
    except (JoseError, ValueError, TypeError, KeyError) as fout:
        raise BronOnbereikbaarError("sleutels") from fout


def _uit_bewaard(bron: Bron, wat: str, hoe_oud: float) -> Any:
    with _slot:
        op, waarde = _bewaard.get((bron.uitgever, wat), (0.0, None))
    return waarde if waarde is not None and time.monotonic() - op < hoe_oud else None


def _bewaar(bron: Bron, wat: str, waarde: Any) -> Any:
    with _slot:
        _bewaard[bron.uitgever, wat] = (time.monotonic(), waarde)
    return waarde


def _haal(adres: str, koppen: Mapping[str, str] | None = None) -> Any:
    """The JSON object at `adres`; BronOnbereikbaarError for anything else."""
    try:
        antwoord = requests.get(
            adres, timeout=WACHT, allow_redirects=False, headers=dict(koppen or {})
        )
        gelezen = antwoord.json() if len(antwoord.content) <= _MEESTE_BYTES else None
        _eis_te_bewaren(gelezen)
    except (requests.RequestException, *_ONLEESBAAR) as fout:
        raise BronOnbereikbaarError("geen antwoord") from fout
    if antwoord.status_code != 200 or not isinstance(gelezen, dict):
        raise BronOnbereikbaarError("geen goed antwoord")
    return gelezen
