// Rows for something new in a form that holds many: one empty row to begin with, and a button for
// the next. Without this file some empty rows stand ready. Loaded before concept.js, so that the
// rows are there when it puts back what was typed.
{
  const leeg = (rij) => [...rij.querySelectorAll("input, textarea")].every((veld) => !veld.value);

  const rijenIn = (vak) => [...vak.querySelectorAll("fieldset")];

  const hoogste = (vak) => Math.max(-1, ...[...vak.querySelectorAll("[name]")].map((veld) => Number(/\d+/.exec(veld.name)?.[0] ?? -1)));

  function voegToe(vak, nummer) {
    const sjabloon = vak.querySelector("template[data-rij]");
    const stuk = sjabloon.content.cloneNode(true);
    for (const deel of stuk.querySelectorAll("*")) {
      for (const kenmerk of ["id", "name", "for", "aria-describedby"]) {
        const waarde = deel.getAttribute(kenmerk);
        if (waarde) deel.setAttribute(kenmerk, waarde.replaceAll(`${vak.dataset.rijen}plek`, `${vak.dataset.rijen}${nummer}`));
      }
    }
    for (const keuze of stuk.querySelectorAll("select")) keuze.dataset.begin = keuze.value;
    const rij = stuk.firstElementChild;
    sjabloon.before(stuk);
    return rij;
  }

  // The rows for which concept.js kept something on this device.
  function bewaardeRijen(vak) {
    const sleutel = `concept:${document.body.dataset.gebruiker}:${vak.closest("form").dataset.concept}`;
    let concept = null;
    try { concept = JSON.parse(localStorage.getItem(sleutel)); } catch { /* no draft */ }
    const nummers = (concept?.waarden ?? []).map(([naam, , waarde]) => waarde && new RegExp(`^${vak.dataset.rijen}(\\d+)-(?:tekst|periode)$`).exec(naam)?.[1]);
    return new Set(nummers.filter(Boolean).map(Number));
  }

  function maakKlaar(vak) {
    if (vak.dataset.klaar) return;
    vak.dataset.klaar = "ja";
    for (const rij of rijenIn(vak).slice(1)) if (leeg(rij) && !rij.querySelector(".veld--fout")) rij.remove();
    for (const nummer of bewaardeRijen(vak)) {
      if (!vak.querySelector(`[name^="${vak.dataset.rijen}${nummer}-"]`)) voegToe(vak, nummer);
    }
    const erbij = vak.querySelector("[data-rij-erbij]");
    erbij.hidden = false;
    erbij.querySelector("button").addEventListener("click", () => {
      voegToe(vak, hoogste(vak) + 1).querySelector("input, textarea, select").focus();
    });
  }

  const zoek = () => document.querySelectorAll("[data-rijen]").forEach(maakKlaar);
  zoek();
  document.addEventListener("htmx:afterSettle", zoek);
}
