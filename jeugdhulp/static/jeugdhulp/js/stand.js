// Hides what the chosen phase and lights do not ask for, and says what the worst light is.
// For each form with data-stand; data-voor is what stands before the names of its fields. A form that
// is filled in with the last stand (data-gevuld) keeps only what was typed anew in sight.
// Without this file every field is simply there.
const EINDFASEN = ["afgerond", "gestopt", "vervallen"];
const ERNST = ["rood", "oranje", "groen", "grijs"];
const ASPECTEN = ["tijd", "geld", "resultaat"];
const RANG = ["rood", "oranje", "groen"];
const heeftFout = (blok) => blok.querySelector(".veld--fout") !== null;

// As the server has it: grijs has no rank, but where the rules say oranje or rood it says less than they do.
function isBeter(gegeven, berekend) {
  if (gegeven === "grijs") return berekend === "oranje" || berekend === "rood";
  return RANG.includes(berekend) && RANG.indexOf(gegeven) > RANG.indexOf(berekend);
}

// Worse than the rules is said and never asked to be argued.
function zegSlechter(vak) {
  const woord = vak.querySelector("[data-slechter]");
  if (!woord) return;
  const gegeven = vak.querySelector("input:checked")?.value ?? "";
  const { berekend } = vak.dataset;
  const slechter = RANG.includes(gegeven) && RANG.indexOf(gegeven) < RANG.indexOf(berekend);
  const zin = slechter ? `Volgens de regels is het ${berekend}; u geeft ${gegeven}.` : "";
  if (woord.textContent !== zin) woord.textContent = zin;
}

function toonWatNodigIs(formulier) {
  const veld = (naam) => formulier.elements[(formulier.dataset.voor ?? "") + naam];
  const gekozen = (naam) => veld(naam)?.value ?? "";
  const gevuld = "gevuld" in formulier.dataset;
  const heeftInhoud = (blok) =>
    [...blok.querySelectorAll("textarea")].some((tekst) => tekst.value.trim() !== "" && (!gevuld || tekst.value !== tekst.defaultValue));
  const beeindigd = EINDFASEN.includes(gekozen("fase"));
  // A plan may ask fewer lights.
  const aspecten = ASPECTEN.filter(veld).map(gekozen);
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
  // Why the total is another one is asked there, so what argues is asked for the aspects alone.
  const beter = [...formulier.querySelectorAll("[data-berekend]")].some((vak) =>
    isBeter(vak.querySelector("input:checked")?.value ?? "", vak.dataset.berekend),
  );
  formulier.querySelectorAll("[data-berekend]").forEach(zegSlechter);
  for (const blok of formulier.querySelectorAll("[data-bij-beter]")) {
    blok.hidden = (!beter || beeindigd) && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-fase]")) {
    blok.hidden = gekozen("fase") !== blok.dataset.bijFase && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-totaal]")) {
    blok.hidden = gekozen("totaal") === "" && !heeftFout(blok);
  }
  for (const blok of formulier.querySelectorAll("[data-bij-anders]")) {
    const vakken = [...formulier.querySelectorAll("[data-was]")].map((vak) => [vak.dataset.was, vak.querySelector("input:checked")?.value ?? ""]);
    const anders = vakken.filter(([was, nu]) => nu !== was);
    // A light that became worse asks for a cause. A new one says why it changed, too.
    const oorzaak = veld("oorzaak");
    const volgtUitOorzaak = anders.every(([was, nu]) => ERNST.indexOf(nu) < 2 && (nu === "rood" || was !== "rood")) && (oorzaak.defaultValue.trim() === "" || oorzaak.value !== oorzaak.defaultValue);
    const getypt = [...blok.querySelectorAll("textarea")].some((tekst) => tekst.value.trim() !== "");
    blok.hidden = (anders.length === 0 || volgtUitOorzaak) && !getypt && !heeftFout(blok);
  }
  for (const woord of formulier.querySelectorAll("[data-slechtste]")) {
    woord.dataset.slechtste ||= woord.textContent;
    const slechtste = aspecten.includes("") ? "" : `: ${ERNST.find((licht) => aspecten.includes(licht))}`;
    woord.textContent = woord.dataset.slechtste + slechtste;
  }
}

for (const formulier of document.querySelectorAll("[data-stand]")) {
  formulier.addEventListener("change", () => toonWatNodigIs(formulier));
  toonWatNodigIs(formulier);
}
