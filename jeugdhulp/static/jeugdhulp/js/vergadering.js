// The meeting by keyboard: a letter opens a part or goes on, unless somebody types. They can be
// turned off on this device. And who goes on while something typed is not laid down yet, hears so.
// Without this file everything is there with Tab and Enter.
const UIT = "vergadering-toetsen-uit";
const vak = (toets) => document.querySelector(`[data-vak="${toets}"]`);

function staanUit() {
  try { return localStorage.getItem(UIT) === "ja"; } catch { return false; }
}
function onthoudUit(uit) {
  try {
    if (uit) localStorage.setItem(UIT, "ja");
    else localStorage.removeItem(UIT);
  } catch { /* for this page only */ }
}

function openVak(details) {
  details.open = true;
  const eerste = details.querySelector("button[value=ongewijzigd], textarea, select, input:not([type=hidden])");
  (eerste?.offsetParent ? eerste : details.querySelector("summary")).focus();
  details.scrollIntoView({ block: "nearest" });
}

function doe(toets) {
  const details = vak(toets);
  if (details) openVak(details);
  else if (toets === "n") document.querySelector("#notitie textarea").focus();
  else {
    const doel = document.querySelector(`[data-toets="${toets}"]`);
    if (!doel) return false;
    doel.click();
  }
  return true;
}

const schakelaar = document.getElementById("toetsen-aan");
if (schakelaar) {
  document.querySelector("[data-toetsen]").hidden = false;
  schakelaar.checked = !staanUit();
  schakelaar.addEventListener("change", () => onthoudUit(!schakelaar.checked));
}

document.addEventListener("keydown", (gebeurtenis) => {
  const { target: waar, key: toets } = gebeurtenis;
  const typt = waar.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (toets === "Escape" && typt) {
    typt.blur();
    return;
  }
  if (typt || !schakelaar?.checked || gebeurtenis.ctrlKey || gebeurtenis.altKey || gebeurtenis.metaKey || gebeurtenis.repeat) return;
  if (doe(toets.toLowerCase())) gebeurtenis.preventDefault();
});

// What was typed in another form of this page is only kept on this device: say so once.
const isAnders = (veld) => !["hidden", "radio", "checkbox", "submit"].includes(veld.type) && veld.tagName === "TEXTAREA" && veld.value !== veld.defaultValue;
const afronden = document.querySelector("[data-afronden]");
afronden?.addEventListener("submit", (gebeurtenis) => {
  const melding = afronden.querySelector("[data-nog-open]");
  if (gebeurtenis.submitter?.value !== "besproken" || !melding.hidden) return;
  const open = [...document.querySelectorAll("form[data-concept]")].filter((formulier) => formulier !== afronden && [...formulier.elements].some(isAnders));
  if (open.length === 0) return;
  gebeurtenis.preventDefault();
  gebeurtenis.stopImmediatePropagation();
  melding.hidden = false;
  open[0].closest("details").open = true;
}, { capture: true });
