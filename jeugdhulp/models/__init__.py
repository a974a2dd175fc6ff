"""What all apps share: tenants, users, people, the logboek and frozen snapshots."""

from jeugdhulp.models.afscherming import Afscherming
from jeugdhulp.models.bron import Afmeldbericht, Groeprol, Koppeling, Verversing
from jeugdhulp.models.deur import BekendAdres, Codeapp, Herstelcodes, Poging, Uitnodiging
from jeugdhulp.models.gebruiker import Gebruiker, Lidmaatschap, Rol
from jeugdhulp.models.gemeente import Deelname, Gemeente
from jeugdhulp.models.logboek import Gebeurtenis, Ketenkop
from jeugdhulp.models.momentopname import Momentopname
from jeugdhulp.models.persoon import Organisatie, Persoon
from jeugdhulp.models.referentie import Gemeentecode
from jeugdhulp.models.taak import Taak
from jeugdhulp.models.toegang import Toegangsregel

__all__ = [
    "Afmeldbericht",
    "Afscherming",
    "BekendAdres",
    "Codeapp",
    "Deelname",
    "Gebeurtenis",
    "Gebruiker",
    "Gemeente",
    "Gemeentecode",
    "Groeprol",
    "Herstelcodes",
    "Ketenkop",
    "Koppeling",
    "Lidmaatschap",
    "Momentopname",
    "Organisatie",
    "Persoon",
    "Poging",
    "Rol",
    "Taak",
    "Toegangsregel",
    "Uitnodiging",
    "Verversing",
]
