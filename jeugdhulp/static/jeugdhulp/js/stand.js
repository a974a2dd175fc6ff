// Hides what the chosen lights do not ask for. Without this file every field is simply there.
const formulier = document.querySelector("[data-stand]");
const gekozen = (naam) => formulier.querySelector(`input[name="${naam}"]:checked`)?.value ?? "";
const heeftInhoud = (blok) =>
  blok.querySelector(".veld--fout") !== null || [...blok.querySelectorAll("textarea, input")].some((veld) => veld.value.trim() !== "");

function toonWatNodigIs() {
  const lichten = ["tijd", "geld", "resultaat", "totaal"].map(gekozen);
  for (const blok of formulier.querySelectorAll("[data-bij]")) {
    const nodig = blok.dataset.bij.split(" ").some((licht) => lichten.includes(licht));
    blok.hidden = !nodig && !heeftInhoud(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-totaal]")) {
    blok.hidden = gekozen("totaal") === "" && !heeftInhoud(blok);
  }
}

if (formulier) {
  formulier.addEventListener("change", toonWatNodigIs);
  toonWatNodigIs();
}
