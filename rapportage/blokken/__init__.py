"""What a report is made of: each block gathers its own facts as a plain dict."""

from rapportage.blokken.basis import Blok
from rapportage.blokken.beeindigd import Beeindigd
from rapportage.blokken.begrippen import Begrippen
from rapportage.blokken.besluitpunten import Besluitpunten
from rapportage.blokken.geld import Geld
from rapportage.blokken.inleiding import Inleiding
from rapportage.blokken.lichten import Lichten
from rapportage.blokken.maatregelen import Maatregelen
from rapportage.blokken.samenvatting import Samenvatting
from rapportage.blokken.stoplicht import Stoplicht
from rapportage.blokken.veranderingen import Veranderingen
from rapportage.blokken.verantwoording import Verantwoording

# In the order in which they stand.
VOORTGANG: tuple[Blok, ...] = (
    Inleiding(),
    Samenvatting(),
    Stoplicht(),
    Veranderingen(),
    Maatregelen(),
    Lichten(),
    Begrippen(),
    Geld(),
    Beeindigd(),
    Verantwoording(),
    Besluitpunten(),
)
