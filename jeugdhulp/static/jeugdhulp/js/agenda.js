// Moving an item of the agenda with the mouse: it is dragged before another, or to the end of its
// list. What is sent is "this before that", so that somebody who moves another one loses nothing.
// Without this file, and by keyboard, the buttons do the same.
const SLEEPT = "agendapunt--sleept";
const HIER = "agendapunt--hier";
const EIND = "agenda--hier";
let gesleept = null;

function maakSleepbaar() {
  for (const punt of document.querySelectorAll("[data-sleep]")) {
    // Who selects text or presses a button does not drag.
    punt.addEventListener("pointerdown", (gebeurtenis) => {
      punt.draggable = gebeurtenis.pointerType === "mouse" && !gebeurtenis.target.closest("a, button, .tekst");
    });
  }
}

function wisMerken() {
  for (const merk of [HIER, EIND]) document.querySelectorAll(`.${merk}`).forEach((een) => een.classList.remove(merk));
}

// The item before which it would come; null is the end of its own list, undefined nowhere.
function doelVan(gebeurtenis) {
  const groep = gesleept?.closest("[data-groep]");
  if (!groep || !groep.contains(gebeurtenis.target)) return undefined;
  const punten = [...groep.querySelectorAll(":scope > [data-sleep]")].filter((een) => een !== gesleept);
  const volgende = punten.find((een) => {
    const vak = een.getBoundingClientRect();
    return gebeurtenis.clientY < vak.top + vak.height / 2;
  });
  return volgende ?? null;
}

function verplaats(doel) {
  const formulier = gesleept.querySelector("form");
  const velden = { doe: "voor", voor: doel?.dataset.sleep ?? "" };
  for (const [naam, waarde] of Object.entries(velden)) {
    const veld = document.createElement("input");
    veld.type = "hidden";
    veld.name = naam;
    veld.value = waarde;
    formulier.append(veld);
  }
  formulier.requestSubmit();
}

document.addEventListener("dragstart", (gebeurtenis) => {
  gesleept = gebeurtenis.target.closest?.("[data-sleep]") ?? null;
  if (!gesleept) return;
  gebeurtenis.dataTransfer.effectAllowed = "move";
  gebeurtenis.dataTransfer.setData("text/plain", "");
  gesleept.classList.add(SLEEPT);
});
document.addEventListener("dragover", (gebeurtenis) => {
  const doel = doelVan(gebeurtenis);
  wisMerken();
  if (doel === undefined) return;
  gebeurtenis.preventDefault();
  if (doel) doel.classList.add(HIER);
  else gesleept.closest("[data-groep]").classList.add(EIND);
});
document.addEventListener("drop", (gebeurtenis) => {
  const doel = doelVan(gebeurtenis);
  if (doel === undefined) return;
  gebeurtenis.preventDefault();
  verplaats(doel);
});
document.addEventListener("dragend", () => {
  gesleept?.classList.remove(SLEEPT);
  gesleept = null;
  wisMerken();
});

// A button that has nothing to do keeps the focus and does nothing.
document.addEventListener("click", (gebeurtenis) => {
  if (gebeurtenis.target.closest?.(".agendapunt [aria-disabled=true]")) gebeurtenis.preventDefault();
});

maakSleepbaar();
document.addEventListener("htmx:afterSettle", maakSleepbaar);
