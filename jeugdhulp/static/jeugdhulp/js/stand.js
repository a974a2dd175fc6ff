// Hides what the chosen phase and lights do not ask for, and says what the worst light is.
// Without this file every field is simply there.
const EINDFASEN = ["afgerond", "gestopt", "vervallen"];
const ERNST = ["rood", "oranje", "groen", "grijs"];
const formulier = document.querySelector("[data-stand]");
const gekozen = (naam) => formulier.querySelector(`input[name="${naam}"]:checked`)?.value ?? "";
const heeftFout = (blok) => blok.querySelector(".veld--fout") !== null;
const heeftInhoud = (blok) => [...blok.querySelectorAll("textarea")].some((veld) => veld.value.trim() !== "");

function toonWatNodigIs() {
  const beeindigd = EINDFASEN.includes(formulier.elements.fase.value);
  const aspecten = ["tijd", "geld", "resultaat"].map(gekozen);
  const lichten = beeindigd ? [] : [...aspecten, gekozen("totaal")];
  for (const blok of formulier.querySelectorAll("[data-licht]")) {
    blok.hidden = beeindigd && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij]")) {
    const nodig = blok.dataset.bij.split(" ").some((licht) => lichten.includes(licht));
    // A reason for grijs is dropped when nothing is grijs; a cause that was typed is kept, so it stays in sight.
    const blijft = blok.dataset.bij !== "grijs" && heeftInhoud(blok);
    blok.hidden = !nodig && !blijft && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-fase]")) {
    blok.hidden = formulier.elements.fase.value !== blok.dataset.bijFase && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-totaal]")) {
    blok.hidden = gekozen("totaal") === "" && !heeftFout(blok);
  }
  for (const woord of formulier.querySelectorAll("[data-slechtste]")) {
    woord.dataset.slechtste ||= woord.textContent;
    const slechtste = aspecten.includes("") ? "" : `: ${ERNST.find((licht) => aspecten.includes(licht))}`;
    woord.textContent = woord.dataset.slechtste + slechtste;
  }
}

if (formulier) {
  formulier.addEventListener("change", toonWatNodigIs);
  toonWatNodigIs();
}
