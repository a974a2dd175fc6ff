// What htmx leaves open when a part of a sheet becomes a form and back: where the focus goes, and
// what is said when the answer is not the part that was asked for. Nothing typed is taken away.
const deelVan = (gebeurtenis) => {
  const kiest = gebeurtenis.detail.requestConfig?.elt ?? gebeurtenis.detail.elt;
  return kiest?.getAttribute?.("hx-target")?.replace(/^#/, "");
};

function meldBij(deel, tekst, adres) {
  const sectie = document.getElementById(deel);
  if (!sectie) return;
  sectie.querySelector("[data-verbinding]")?.remove();
  const melding = document.createElement("div");
  melding.className = "melding melding--fout";
  melding.dataset.verbinding = "";
  melding.setAttribute("role", "alert");
  const alinea = document.createElement("p");
  alinea.textContent = tekst;
  if (adres) {
    const link = document.createElement("a");
    link.href = adres;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Meld u aan in een nieuw venster";
    alinea.append(" ", link, ".");
  }
  melding.append(alinea);
  sectie.prepend(melding);
  melding.scrollIntoView({ block: "nearest" });
}

const NIET_VAST = "Dit is niet vastgelegd. Wat u typte, staat er nog.";
// A new session has a new key for its forms: hence the page is opened anew, with what was kept.
const NIET_AANGEMELD = `${NIET_VAST} U bent niet meer aangemeld. Laad deze pagina na het aanmelden opnieuw en kies weer Bewerken: uw tekst staat er dan weer.`;

document.addEventListener("htmx:beforeSwap", (gebeurtenis) => {
  const deel = deelVan(gebeurtenis);
  if (!deel || !gebeurtenis.detail.shouldSwap) return;
  if (gebeurtenis.detail.serverResponse.includes(`id="${deel}"`)) return;
  // Such as the page to sign in, where a session has ended.
  gebeurtenis.detail.shouldSwap = false;
  meldBij(deel, NIET_AANGEMELD, "/aanmelden/");
});
document.addEventListener("htmx:responseError", (gebeurtenis) => {
  const deel = deelVan(gebeurtenis);
  const status = gebeurtenis.detail.xhr.status;
  if (!deel) return;
  if (status === 403) meldBij(deel, NIET_AANGEMELD, "/aanmelden/");
  else meldBij(deel, `${NIET_VAST} De toepassing gaf een fout (${status}). Probeer het over een minuut opnieuw.`);
});
for (const soort of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(soort, (gebeurtenis) => {
    const deel = deelVan(gebeurtenis);
    if (deel) meldBij(deel, `${NIET_VAST} Er is geen verbinding. Probeer het opnieuw zodra u weer verbinding hebt.`);
  });
}
document.addEventListener("htmx:afterSettle", (gebeurtenis) => {
  const deel = deelVan(gebeurtenis);
  const sectie = deel && document.getElementById(deel);
  if (!sectie) return;
  const eerst = sectie.querySelector("[data-foutoverzicht]") ?? sectie.querySelector("[autofocus]") ?? sectie.querySelector("input:not([type=hidden]), select, textarea") ?? sectie.querySelector("a.bewerklink");
  eerst?.focus();
});
