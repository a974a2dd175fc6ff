// Keeps what was typed in a form on this device until it is stored: after an error, a session that
// ended, a lost connection or a closed tab it is there again. Only forms with data-concept, only
// fields that were changed, never what may be a client number, and only for who typed it.
// Without this file forms work the same, and the browser keeps what it keeps.
const CONCEPT_BEGIN = "concept:";
const CONCEPT_DAGEN = 14;
const VERSTUURD = "concept-verstuurd";
const gebruiker = document.body.dataset.gebruiker;
// Eight digits or more, however they are parted, could be a client: that is not kept.
const lijktOpClient = (tekst) => /(?:\d[\s./_+\u00b7\u2010-\u2015\u2212-]{0,2}){8,}/u.test(tekst);
const sleutelVan = (formulier) => `${CONCEPT_BEGIN}${gebruiker}:${formulier.dataset.concept}`;
const tijdVan = (moment) => new Intl.DateTimeFormat("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(moment));

function velden(formulier) {
  return [...formulier.elements].filter((veld) => veld.name && veld.name !== "csrfmiddlewaretoken" && !["password", "submit", "button", "file"].includes(veld.type));
}
const zichtbaar = (veld) => veld.type !== "hidden";
const isKeuze = (veld) => veld.type === "radio" || veld.type === "checkbox";
const waardeVan = (veld) => (isKeuze(veld) ? (veld.checked ? veld.value : null) : veld.value);
// What the page came with: a hidden field and a select do not remember it themselves.
const beginVan = (veld) => (isKeuze(veld) ? (veld.defaultChecked ? veld.value : null) : veld.dataset.begin ?? veld.defaultValue);
// What the server sent, also when the browser filled in something else since.
function gestuurd(veld) {
  if (veld.tagName === "SELECT") return ([...veld.options].find((optie) => optie.defaultSelected) ?? veld.options[0])?.value ?? "";
  return isKeuze(veld) ? (veld.defaultChecked ? veld.value : null) : veld.defaultValue;
}
// Hidden fields that hold what the writer saw when she began; others are the page's own.
const isGezien = (veld) => /(?:^|-)(?:was_|gezien$)/u.test(veld.name);

// Storage may be full or forbidden; then there is no draft, and everything else works.
function lees(sleutel) {
  try { return JSON.parse(localStorage.getItem(sleutel)); } catch { return null; }
}
function schrijf(sleutel, concept) {
  try { localStorage.setItem(sleutel, JSON.stringify(concept)); } catch { /* no draft */ }
}
function wis(sleutel) {
  try { localStorage.removeItem(sleutel); } catch { /* nothing kept */ }
}
function sleutels() {
  try { return Object.keys(localStorage).filter((sleutel) => sleutel.startsWith(CONCEPT_BEGIN)); } catch { return []; }
}

// The page that says what is wrong holds already what was typed.
function isTeruggegeven(formulier) {
  return formulier.querySelector(".veld--fout, [data-getypt], [data-foutoverzicht]") !== null || Boolean(formulier.previousElementSibling?.matches("[data-foutoverzicht]"));
}

function bewaar(formulier) {
  // A page that came back with what was typed no longer tells what the form began with; a grid does.
  const alles = isTeruggegeven(formulier) && !("raster" in formulier.dataset);
  const teBewaren = velden(formulier).filter((veld) => (zichtbaar(veld) ? alles || waardeVan(veld) !== beginVan(veld) : isGezien(veld)));
  if (!teBewaren.some(zichtbaar)) {
    wis(sleutelVan(formulier));
    return;
  }
  const waarden = teBewaren.map((veld) => [veld.name, isKeuze(veld) ? veld.value : null, waardeVan(veld)]);
  schrijf(sleutelVan(formulier), { op: Date.now(), waarden: waarden.filter(([, , waarde]) => waarde === null || !lijktOpClient(waarde)) });
}

function zetTerug(formulier) {
  for (const veld of formulier.querySelectorAll("input[type=hidden]")) veld.dataset.begin ??= veld.value;
  for (const keuze of formulier.querySelectorAll("select")) keuze.dataset.begin ??= gestuurd(keuze);
  if (isTeruggegeven(formulier)) return;
  const concept = lees(sleutelVan(formulier));
  const alle = velden(formulier);
  for (const [naam, keuze, waarde] of concept?.waarden ?? []) {
    for (const veld of alle.filter((een) => een.name === naam && (keuze === null || een.value === keuze))) {
      if (isKeuze(veld)) veld.checked = waarde !== null;
      else veld.value = waarde;
    }
  }
  toonWatTerugkwam(formulier, concept);
}

// Also what the browser filled in again of itself. What came back is in sight: a fold that hides it
// would send it along unseen.
function toonWatTerugkwam(formulier, concept) {
  if (isTeruggegeven(formulier) || formulier.querySelector("[data-terug]")) return;
  const anders = velden(formulier).filter((veld) => zichtbaar(veld) && waardeVan(veld) !== gestuurd(veld));
  if (anders.length === 0) return;
  for (const veld of anders) {
    for (let vouw = veld.closest("details"); vouw; vouw = vouw.parentElement.closest("details")) vouw.open = true;
  }
  meldTerug(formulier, concept);
  formulier.dispatchEvent(new Event("change", { bubbles: true }));
}

function meldTerug(formulier, concept) {
  const melding = document.createElement("div");
  melding.className = "melding melding--let-op";
  melding.dataset.terug = "ja";
  melding.setAttribute("role", "status");
  const tekst = document.createElement("p");
  tekst.textContent = concept ? `Hieronder staat wat u op ${tijdVan(concept.op)} typte en nog niet vastlegde. ` : "Hieronder staat wat u eerder typte en nog niet vastlegde. ";
  const weg = document.createElement("button");
  weg.type = "button";
  weg.className = "knop knop--tekst";
  weg.textContent = "Gooi dit weg";
  weg.addEventListener("click", () => {
    wis(sleutelVan(formulier));
    formulier.reset();
    // Hidden fields are not reset by a browser.
    for (const veld of velden(formulier)) if (!zichtbaar(veld)) veld.value = beginVan(veld);
    formulier.dispatchEvent(new Event("change", { bubbles: true }));
    melding.remove();
  });
  tekst.append(weg);
  melding.append(tekst);
  formulier.prepend(melding);
}

function volg(wortel) {
  const formulieren = [...wortel.querySelectorAll("form[data-concept]")];
  if (wortel.matches?.("form[data-concept]")) formulieren.push(wortel);
  for (const formulier of formulieren) {
    if (formulier.dataset.gevolgd) continue;
    formulier.dataset.gevolgd = "ja";
    zetTerug(formulier);
    let wacht;
    formulier.addEventListener("input", () => {
      clearTimeout(wacht);
      wacht = setTimeout(() => bewaar(formulier), 400);
    });
    formulier.addEventListener("submit", () => {
      clearTimeout(wacht);
      bewaar(formulier);
      // An older "gelukt" says nothing of what is sent now.
      document.getElementById("meldingen")?.replaceChildren();
      try { sessionStorage.setItem(VERSTUURD, sleutelVan(formulier)); } catch { /* no draft */ }
    });
    for (const annuleer of formulier.querySelectorAll("[data-annuleer]")) {
      annuleer.addEventListener("click", () => {
        clearTimeout(wacht);
        wis(sleutelVan(formulier));
      });
    }
  }
}

// Says at a part that is not open that something of hers waits there.
function wijsAan(wortel) {
  for (const link of wortel.querySelectorAll("a.bewerklink")) {
    const wacht = lees(`${CONCEPT_BEGIN}${gebruiker}:${link.getAttribute("href")}`);
    if (!wacht || link.nextElementSibling?.dataset.wacht) continue;
    const label = document.createElement("span");
    label.className = "label";
    label.dataset.wacht = "ja";
    label.textContent = "u hebt hier tekst die niet is vastgelegd";
    link.after(label);
  }
}

// What the server says it stored need not be kept.
function wisWatVastligt() {
  let verstuurd = null;
  try { verstuurd = sessionStorage.getItem(VERSTUURD); } catch { return; }
  if (!verstuurd || !document.querySelector("#meldingen .melding--gelukt")) return;
  wis(verstuurd);
  sessionStorage.removeItem(VERSTUURD);
}

function ruimOp() {
  const grens = Date.now() - CONCEPT_DAGEN * 24 * 60 * 60 * 1000;
  for (const sleutel of sleutels()) {
    const vanAnder = !sleutel.startsWith(`${CONCEPT_BEGIN}${gebruiker}:`);
    if (vanAnder || (lees(sleutel)?.op ?? 0) < grens) wis(sleutel);
  }
}

ruimOp();
wisWatVastligt();
volg(document);
wijsAan(document);
// Only now has the browser filled in what it kept.
window.addEventListener("pageshow", (gebeurtenis) => {
  if (!gebeurtenis.persisted) document.querySelectorAll("form[data-concept]").forEach((formulier) => toonWatTerugkwam(formulier, null));
});
document.addEventListener("htmx:afterSettle", (gebeurtenis) => {
  wisWatVastligt();
  volg(document);
  wijsAan(document);
});
// Who leaves by the door leaves nothing behind on a shared machine.
document.querySelector("[data-wis-concepten]")?.addEventListener("submit", () => sleutels().forEach(wis));
