// The grid as people know it from a spreadsheet: paste a block, fill down, walk with the arrows, put
// a cell back. Without this file every cell is a plain field, and a text can be pasted as a whole.
{
  const formulier = document.querySelector("form[data-raster]");
  const tabel = formulier?.querySelector("table");
  const telling = formulier?.querySelector("[data-raster-telling]");
  const terugknop = formulier?.querySelector("[data-raster-terug]");
  // Per row its cells in the order of the columns. `veld` is null where nothing can be changed.
  const rijen = [...(tabel?.tBodies[0].rows ?? [])].map((tr, rij) =>
    [...tr.querySelectorAll("td")].map((td, kolom) => ({
      td,
      rij,
      kolom,
      veld: td.querySelector("input[type=text], select"),
      was: td.querySelector("input[type=hidden]"),
    })),
  );
  const perTd = new Map(rijen.flat().map((cel) => [cel.td, cel]));
  const celVan = (deel) => perTd.get(deel?.closest?.("td"));
  const enkel = (aantal, een, meer) => `${aantal} ${aantal === 1 ? een : meer}`;
  const cellen = (aantal) => enkel(aantal, "cel", "cellen");
  const anders = new Set();
  // What the last filling or pasting changed: [field, value before].
  let ongedaan = [];
  // Cells of one column that belong together: where it began, and where it ends.
  let bereik = null;
  let laatste = null;

  function zeg(zin) {
    if (telling.textContent !== zin) telling.textContent = zin;
  }

  function zegStand(voor = "") {
    const stand = anders.size ? `${cellen(anders.size)} gewijzigd, nog niet vastgelegd.` : "Nog niets gewijzigd.";
    zeg(`${voor} ${stand}`.trim());
  }

  const woordVan = (veld, waarde) => (veld.options ? [...veld.options].find((optie) => optie.value === waarde)?.text ?? waarde : waarde);

  function merk({ td, veld, was }) {
    if (!veld) return;
    const is = veld.value !== was.value;
    anders[is ? "add" : "delete"](td);
    td.classList.toggle("cel--anders", is);
    if (is) veld.setAttribute("aria-description", `gewijzigd, was ${woordVan(veld, was.value) || "leeg"}`);
    else veld.removeAttribute("aria-description");
  }

  // What the draft on this device must hear of as well.
  const meldInvoer = () => formulier.dispatchEvent(new Event("input", { bubbles: true }));

  // The value that a text stands for in this field; null when it is no choice there.
  function waardeVoor(veld, tekst) {
    const kaal = tekst.trim().replace(/\s+/gu, " ");
    if (!veld.options) return kaal;
    const klein = kaal.toLowerCase();
    return [...veld.options].find((optie) => [optie.value, optie.text.trim()].some((een) => een.toLowerCase() === klein))?.value ?? null;
  }

  function zet(paren, wat) {
    ongedaan = paren.map(([veld]) => [veld, veld.value]);
    terugknop.disabled = !paren.length;
    for (const [veld, waarde] of paren) veld.value = waarde;
    meldInvoer();
    zegStand(`${cellen(paren.length)} ${wat}.`);
  }

  const randen = () => [bereik.begin, bereik.einde].sort((een, ander) => een - ander);
  const isGekozen = (cel) => bereik && bereik.kolom === cel.kolom && bereik.begin !== bereik.einde;

  function kies(nieuw) {
    bereik = nieuw;
    const [van, tot] = nieuw ? randen() : [1, 0];
    for (const cel of perTd.values()) cel.td.classList.toggle("cel--gekozen", cel.kolom === nieuw?.kolom && cel.rij >= van && cel.rij <= tot);
    if (nieuw) zeg(`${cellen(tot - van + 1)} gekozen.`);
  }

  // The next cell up or down in this column that can be changed.
  function buur({ rij, kolom }, stap) {
    for (let naar = rij + stap; rijen[naar]; naar += stap) if (rijen[naar][kolom].veld) return rijen[naar][kolom];
    return null;
  }

  function ga(cel) {
    cel?.veld?.focus();
    cel?.veld?.select?.();
  }

  // Down over the chosen cells, or else into the next row, so that going on fills one at a time.
  function vulOmlaag(cel) {
    const gekozen = isGekozen(cel);
    const volgende = buur(cel, 1);
    const [van, tot] = gekozen ? randen() : [cel.rij, volgende?.rij ?? cel.rij];
    const bron = rijen[van][cel.kolom].veld;
    if (!bron || van === tot) return;
    const doel = rijen.slice(van + 1, tot + 1).map((rij) => rij[cel.kolom].veld).filter(Boolean);
    zet(doel.map((veld) => [veld, bron.value]), "gevuld");
    if (!gekozen) ga(volgende);
  }

  // Cells as a spreadsheet puts them on the clipboard: tabs and lines, a cell with one of those in it
  // between quotes.
  function lees(tekst) {
    const blok = [[""]];
    let tussen = false;
    const schoon = tekst.replace(/\r\n?/gu, "\n").replace(/\n$/u, "");
    for (let plek = 0; plek < schoon.length; plek += 1) {
      const teken = schoon[plek];
      const rij = blok.at(-1);
      if (teken === '"' && tussen && schoon[plek + 1] === '"') { rij[rij.length - 1] += '"'; plek += 1; }
      else if (teken === '"' && (tussen || rij.at(-1) === "")) tussen = !tussen;
      else if (teken === "\t" && !tussen) rij.push("");
      else if (teken === "\n" && !tussen) blok.push([""]);
      else rij[rij.length - 1] += teken;
    }
    return blok;
  }

  // Which field gets which value; throws the sentence that says why it cannot be.
  function verdeel(cel, blok) {
    const breed = Math.max(...blok.map((rij) => rij.length));
    const over = cel.rij + blok.length - rijen.length;
    const teBreed = cel.kolom + breed - rijen[0].length;
    if (over > 0) throw new RangeError(`U plakt ${enkel(blok.length, "rij", "rijen")}; dat is ${enkel(over, "rij", "rijen")} te veel vanaf deze cel.`);
    if (teBreed > 0) throw new RangeError(`U plakt ${enkel(breed, "kolom", "kolommen")}; dat is ${enkel(teBreed, "kolom", "kolommen")} te veel vanaf deze cel.`);
    return blok.flatMap((rij, r) => rij.flatMap((waarde, k) => {
      const { td, veld } = rijen[cel.rij + r][cel.kolom + k];
      if (!veld) {
        if (!waarde.trim() || waarde.trim() === td.dataset.vast) return [];
        throw new RangeError(`${td.dataset.kop}: dit kunt u hier niet wijzigen.`);
      }
      const wordt = waardeVoor(veld, waarde);
      if (wordt === null) throw new RangeError(`${veld.getAttribute("aria-label")}: “${waarde.trim()}” is hier geen keuze.`);
      return [[veld, wordt]];
    }));
  }

  function plak(cel, tekst) {
    let blok = lees(tekst);
    let begin = cel;
    if (blok.length === 1 && isGekozen(cel)) {
      // One line into many chosen cells fills them all.
      const [van, tot] = randen();
      begin = rijen[van][cel.kolom];
      blok = Array.from({ length: tot - van + 1 }, () => blok[0]);
    }
    try {
      zet(verdeel(begin, blok), "geplakt");
    } catch (fout) {
      if (!(fout instanceof RangeError)) throw fout;
      zeg(`${fout.message} Er is niets geplakt.`);
    }
  }

  function breidUit(cel, stap) {
    const begin = bereik?.kolom === cel.kolom ? bereik.begin : cel.rij;
    const einde = (bereik?.kolom === cel.kolom ? bereik.einde : cel.rij) + stap;
    if (!rijen[einde]) return;
    kies({ kolom: cel.kolom, begin, einde });
    rijen[einde][cel.kolom].td.scrollIntoView({ block: "nearest" });
  }

  function zetTerug({ veld, was }) {
    if (bereik) {
      kies(null);
      zegStand();
    } else {
      veld.value = was.value;
      meldInvoer();
    }
  }

  function toets(gebeurtenis) {
    const cel = celVan(gebeurtenis.target);
    if (!cel || gebeurtenis.target !== cel.veld || gebeurtenis.altKey || gebeurtenis.isComposing) return;
    const { key, shiftKey } = gebeurtenis;
    const metCtrl = gebeurtenis.ctrlKey || gebeurtenis.metaKey;
    const stap = { ArrowDown: 1, ArrowUp: -1 }[key];
    // A list of choices, also one that is offered while typing, has these keys for itself.
    const eigenPijlen = cel.veld.options || cel.veld.list;
    if (metCtrl && key.toLowerCase() === "d") vulOmlaag(cel);
    else if (metCtrl) return;
    else if (stap && shiftKey) breidUit(cel, stap);
    else if (stap && !eigenPijlen) ga(buur(cel, stap));
    else if (key === "Enter") ga(buur(cel, shiftKey ? -1 : 1));
    else if (key === "Escape") zetTerug(cel);
    else return;
    gebeurtenis.preventDefault();
  }

  if (tabel) {
    formulier.querySelectorAll("[data-raster-knoppen], [data-raster-uitleg]").forEach((deel) => { deel.hidden = false; });
    tabel.addEventListener("keydown", toets);
    tabel.addEventListener("focusin", (gebeurtenis) => {
      const cel = celVan(gebeurtenis.target);
      if (!cel) return;
      laatste = cel;
      if (bereik && (bereik.kolom !== cel.kolom || bereik.begin !== cel.rij)) kies(null);
    });
    tabel.addEventListener("mousedown", (gebeurtenis) => {
      const cel = gebeurtenis.shiftKey && celVan(gebeurtenis.target);
      if (!cel || laatste?.kolom !== cel.kolom || laatste === cel) return;
      gebeurtenis.preventDefault();
      kies({ kolom: cel.kolom, begin: laatste.rij, einde: cel.rij });
    });
    tabel.addEventListener("paste", (gebeurtenis) => {
      const cel = celVan(gebeurtenis.target);
      const tekst = gebeurtenis.clipboardData?.getData("text/plain") ?? "";
      // One value into one field where one types is the browser's own.
      const isBlok = /[\t\n\r]/u.test(tekst.replace(/[\r\n]+$/u, ""));
      if (!cel?.veld || !(isBlok || cel.veld.options || isGekozen(cel))) return;
      gebeurtenis.preventDefault();
      plak(cel, tekst);
    });
    formulier.querySelector("[data-raster-vul]").addEventListener("click", () => {
      if (laatste) vulOmlaag(laatste);
      else zeg("Ga eerst naar de cel waarmee u wilt vullen.");
    });
    terugknop.addEventListener("click", () => {
      for (const [veld, waarde] of ongedaan) veld.value = waarde;
      ongedaan = [];
      terugknop.disabled = true;
      meldInvoer();
      ga(laatste);
    });
    // From the form itself: many cells at once, also when concept.js put back what was typed.
    for (const soort of ["input", "change"]) {
      formulier.addEventListener(soort, ({ target }) => {
        const cel = celVan(target);
        if (cel) merk(cel);
        else if (target === formulier) [...perTd.values()].forEach(merk);
        zegStand();
      });
    }
    [...perTd.values()].forEach(merk);
    zegStand();
  }
}
