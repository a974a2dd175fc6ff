"""A directory of our own on loopback: strict as the rules say, and a liar where a test asks it.

It checks what a good one checks (client, redirect, PKCE, each code once), so that a sign-in that
works here keeps to the rules; `liegt` then spoils one thing of what it gives out.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from jeugdhulp.models import Rol, Toegangsregel

CLIENT, GEHEIM = "plan-van-aanpak", "geheim-van-de-directory"


class _AlleTekens(json.JSONEncoder):
    """Spells out what is no ASCII: so a token can hold half a sign."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(**opties | {"ensure_ascii": True})


class Directory:
    """An OpenID provider in a thread. `personen` is whom it knows, `aangemeld` who sits there."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._antwoordmaker())
        self.uitgever = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.sleutel = RSAKey.generate_key(2048, {"kid": "een", "use": "sig", "alg": "RS256"})
        self.begin_opnieuw()

    def begin_opnieuw(self) -> None:
        """As it was when it started."""
        self.personen: dict[str, dict[str, Any]] = {}
        self.aangemeld = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.verversing: dict[str, str] = {}
        self.geweigerd: set[str] = set()
        self.vragen: list[str] = []
        # What a test spoils: claims, header, how it is signed, discovery, other answers.
        self.claims: dict[str, Any] = {}
        self.kop: dict[str, Any] = {}
        self.onderteken: Callable[[dict[str, Any], dict[str, Any]], str] = self._onderteken
        self.gegevens: dict[str, Any] = {}
        self.bij_terug: dict[str, str] = {}
        self.userinfo: dict[str, Any] = {}
        self.stuk: set[str] = set()
        self.zonder_id_token_bij_verversen = False

    def ken(self, sub: str, **claims: Any) -> None:
        """Somebody it knows, who sits at the screen from now on."""
        self.personen[sub] = claims
        self.aangemeld = sub

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    # What it answers

    def ontdek(self) -> dict[str, Any]:
        return {
            "issuer": self.uitgever,
            "authorization_endpoint": f"{self.uitgever}/authorize",
            "token_endpoint": f"{self.uitgever}/token",
            "userinfo_endpoint": f"{self.uitgever}/userinfo",
            "end_session_endpoint": f"{self.uitgever}/logout",
            "jwks_uri": f"{self.uitgever}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        } | self.gegevens

    def zeg(self, pad: str, kop: str) -> dict[str, Any]:
        """What it says to who asks."""
        if pad == "/jwks":
            return {"keys": [self.sleutel.as_dict(private=False)]}
        if pad == "/userinfo":
            sub = kop.removeprefix("Bearer toegang-")
            return {"sub": sub} | self.personen[sub] | self.userinfo
        return self.ontdek()

    def geef_code(self, vraag: dict[str, str]) -> str:
        """Where the browser goes back to."""
        if self.aangemeld in self.geweigerd:
            nee = {"error": "access_denied", "state": vraag["state"]}
            return f"{vraag['redirect_uri']}?{urlencode(nee)}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = vraag | {"sub": self.aangemeld}
        terug = {"code": code, "state": vraag["state"]} | self.bij_terug
        return f"{vraag['redirect_uri']}?{urlencode(terug)}"

    def geef_token(self, kop: str, vraag: dict[str, str]) -> tuple[int, dict[str, Any]]:
        naam, _, geheim = base64.b64decode(kop.removeprefix("Basic ")).decode().partition(":")
        if (naam, geheim) != (CLIENT, GEHEIM):
            return 401, {"error": "invalid_client"}
        if vraag["grant_type"] == "refresh_token":
            if "offline_access" in vraag.get("scope", ""):
                # It never granted that, as many do not.
                return 400, {"error": "invalid_scope"}
            sub = self.verversing.pop(vraag["refresh_token"], "")
            if not sub or sub in self.geweigerd:
                return 400, {"error": "invalid_grant"}
            return 200, self._token(sub, "", met_id=not self.zonder_id_token_bij_verversen)
        eerder = self.codes.pop(vraag["code"], None)
        if eerder is None or eerder["redirect_uri"] != vraag["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        afdruk = hashlib.sha256(vraag["code_verifier"].encode()).digest()
        if _base64(afdruk) != eerder["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, self._token(eerder["sub"], eerder["nonce"])

    def _token(self, sub: str, nonce: str, *, met_id: bool = True) -> dict[str, Any]:
        self.verversing[verversing := secrets.token_urlsafe(16)] = sub
        token = {
            "access_token": f"toegang-{sub}",
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": verversing,
        }
        return token | ({"id_token": self.id_token(sub, nonce)} if met_id else {})

    def id_token(self, sub: str, nonce: str = "") -> str:
        nu = int(time.time())
        claims = {
            "iss": self.uitgever,
            "sub": sub,
            "aud": CLIENT,
            "exp": nu + 300,
            "iat": nu,
            "auth_time": nu,
            **({"nonce": nonce} if nonce else {}),
            **self.personen[sub],
            **self.claims,
        }
        claims = {naam: waarde for naam, waarde in claims.items() if waarde is not None}
        return self.onderteken({"alg": "RS256", "kid": "een"} | self.kop, claims)

    def _onderteken(self, kop: dict[str, Any], claims: dict[str, Any]) -> str:
        return jwt.encode(
            kop, claims, self.sleutel, algorithms=[kop["alg"]], encoder_cls=_AlleTekens
        )

    def afmelding(self, wie: str, **anders: Any) -> str:
        """A logout token."""
        nu = int(time.time())
        claims = {
            "iss": self.uitgever,
            "aud": CLIENT,
            "iat": nu,
            "exp": nu + 120,
            "jti": secrets.token_urlsafe(8),
            "sub": wie,
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        } | anders
        claims = {naam: waarde for naam, waarde in claims.items() if waarde is not None}
        return self.onderteken({"alg": "RS256", "kid": "een", "typ": "logout+jwt"}, claims)

    def _antwoordmaker(self) -> type[BaseHTTPRequestHandler]:
        directory = self

        class Antwoord(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pad, vraag = urlsplit(self.path).path, _vraag(urlsplit(self.path).query)
                directory.vragen.append(pad)
                if pad in directory.stuk:
                    self.stuur(500, {})
                elif pad == "/authorize":
                    self.stuur(302, {}, directory.geef_code(vraag))
                else:
                    self.stuur(200, directory.zeg(pad, self.headers.get("Authorization", "")))

            def do_POST(self) -> None:
                directory.vragen.append(self.path)
                lengte = int(self.headers["Content-Length"])
                vraag = _vraag(self.rfile.read(lengte).decode())
                if self.path in directory.stuk:
                    self.stuur(500, {})
                else:
                    self.stuur(*directory.geef_token(self.headers["Authorization"], vraag))

            def stuur(self, status: int, inhoud: dict[str, Any], heen: str = "") -> None:
                tekst = json.dumps(inhoud).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(tekst)))
                if heen:
                    self.send_header("Location", heen)
                self.end_headers()
                self.wfile.write(tekst)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Antwoord


def _vraag(tekst: str) -> dict[str, str]:
    return {naam: waarden[0] for naam, waarden in parse_qs(tekst).items()}


def zonder_handtekening(kop: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token with the algorithm that is none."""
    delen = [json.dumps(deel).encode() for deel in ({**kop, "alg": "none"}, claims)]
    return ".".join([*map(_base64, delen), ""])


def met_ons_geheim(kop: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token signed with the secret that both sides know."""
    sleutel = OctKey.import_key(GEHEIM * 2)
    return jwt.encode({**kop, "alg": "HS256"}, claims, sleutel, algorithms=["HS256"])


def met_publieke_sleutel(directory: Directory) -> Callable[[dict[str, Any], dict[str, Any]], str]:
    """A token "signed" with what everybody may know: its public key as a shared secret. By hand,
    since a good library does not make it."""

    def onderteken(kop: dict[str, Any], claims: dict[str, Any]) -> str:
        delen = ({**kop, "alg": "HS256"}, claims)
        begin = ".".join(_base64(json.dumps(deel).encode()) for deel in delen)
        geheim = directory.sleutel.as_pem(private=False)
        return f"{begin}.{_base64(hmac.digest(geheim, begin.encode(), 'sha256'))}"

    return onderteken


def _base64(ruw: bytes) -> str:
    return base64.urlsafe_b64encode(ruw).decode().rstrip("=")


@contextmanager
def draaiend() -> Iterator[Directory]:
    """A directory that runs."""
    directory = Directory()
    yield directory
    directory.stop()


def bron_bij(directory: Directory, sleutel: str = "waterstad", **anders: Any) -> dict[str, Any]:
    """What the settings say of it."""
    return {
        "sleutel": sleutel,
        "naam": f"gemeente {sleutel.capitalize()}",
        "gemeenten": [sleutel],
        "uitgever": directory.uitgever,
        "client_id": CLIENT,
        "geheim": GEHEIM,
        "domeinen": [f"{sleutel}.nl"],
    } | anders


def heen(client: Any, sleutel: str = "waterstad", vraag: str = "") -> str:
    """The address of the directory that somebody is sent to."""
    return str(client.get(f"/aanmelden/met/{sleutel}/{vraag}")["Location"])


def langs(adres: str) -> str:
    """Sign in there, and the address of ours that comes back."""
    antwoord = requests.get(adres, allow_redirects=False, timeout=5)
    delen = urlsplit(antwoord.headers["Location"])
    return f"{delen.path}?{delen.query}"


def meld_aan(client: Any, sleutel: str = "waterstad", vraag: str = "") -> Any:
    """There and back: our answer to who comes back."""
    return client.get(langs(heen(client, sleutel, vraag)))


def els(directory, **anders):
    directory.ken(
        "els-1",
        **{
            "given_name": "Els",
            "family_name": "de Vries",
            "email": "els@waterstad.nl",
            "groups": ["team-jeugd"],
        }
        | anders,
    )


def rollen_van(gebruiker):
    rollen = Rol.objects.filter(lidmaatschap__gebruiker=gebruiker)
    return sorted(rollen.values_list("soort", flat=True))


def is_binnen(client):
    return client.get("/account/").status_code == 200


def waarover(**vraag):
    return list(Toegangsregel.objects.filter(**vraag).order_by("pk").values_list("soort", "over"))
