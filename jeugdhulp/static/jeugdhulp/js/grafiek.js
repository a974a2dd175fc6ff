// Brings a chart to life when its reader asks: plotly takes the place of the drawing, and a slider reads the figures of one
// point, in words, by pointer, finger or keyboard. Plotly is fetched at that moment and not before.
// Without this file the drawing and the table say it all.
const halen = new Map();

function haal(adres) {
  if (!halen.has(adres)) {
    halen.set(adres, new Promise((klaar, mis) => {
      const script = document.createElement("script");
      script.src = adres;
      script.onload = klaar;
      script.onerror = () => { halen.delete(adres); script.remove(); mis(new Error(adres)); };
      document.head.append(script);
    }));
  }
  return halen.get(adres);
}

const deel = (grafiek, naam) => grafiek.querySelector(`[data-${naam}]`);

// What the table says of one point: its name, and each series with its figure.
function lees(grafiek, nummer) {
  const series = [...grafiek.querySelectorAll("thead th")].slice(1).map((kop) => kop.textContent.trim());
  const [punt, ...cijfers] = [...grafiek.querySelectorAll("tbody tr")[nummer].cells].map((cel) => cel.textContent.trim());
  return `${punt}. ${series.map((reeks, plek) => `${reeks}: ${cijfers[plek]}`).join("; ")}.`;
}

function toonPunt(grafiek) {
  const schuif = deel(grafiek, "schuif");
  const nummer = Number(schuif.value);
  const woorden = lees(grafiek, nummer);
  schuif.setAttribute("aria-valuetext", woorden);
  deel(grafiek, "cijfers").textContent = woorden;
  const vlak = deel(grafiek, "vlak");
  const punten = vlak.data
    .map((reeks, plek) => ({ curveNumber: plek, pointNumber: nummer, cijfer: (reeks.orientation === "h" ? reeks.x : reeks.y)[nummer] }))
    .filter((punt) => punt.cijfer !== null);
  window.Plotly.Fx.unhover(vlak);
  if (punten.length > 0) window.Plotly.Fx.hover(vlak, punten);
}

async function breng(grafiek) {
  await haal(grafiek.dataset.plotly);
  await haal(grafiek.dataset.woorden);
  const vlak = deel(grafiek, "vlak");
  const figuur = JSON.parse(document.getElementById(`${grafiek.id}-figuur`).textContent);
  deel(grafiek, "stil").hidden = true;
  deel(grafiek, "levend").hidden = false;
  await window.Plotly.newPlot(vlak, figuur.data, figuur.layout, { locale: "nl", responsive: true, displayModeBar: false, doubleClick: false });
  vlak.on("plotly_hover", ({ points }) => {
    const schuif = deel(grafiek, "schuif");
    if (points.length > 0 && schuif.value !== String(points[0].pointNumber)) {
      schuif.value = points[0].pointNumber;
      deel(grafiek, "cijfers").textContent = lees(grafiek, points[0].pointNumber);
    }
  });
  toonPunt(grafiek);
}

function rust(grafiek) {
  window.Plotly?.purge(deel(grafiek, "vlak"));
  deel(grafiek, "levend").hidden = true;
  deel(grafiek, "stil").hidden = false;
}

async function wissel(knop) {
  const grafiek = knop.closest("[data-grafiek]");
  const melding = deel(grafiek, "melding");
  const aan = knop.getAttribute("aria-expanded") !== "true";
  melding.textContent = "";
  try {
    if (aan) {
      await breng(grafiek);
    } else {
      rust(grafiek);
    }
    knop.setAttribute("aria-expanded", String(aan));
    knop.firstChild.data = aan ? "Terug naar de tekening" : "Cijfers aflezen";
  } catch {
    rust(grafiek);
    melding.textContent = "Het aflezen lukt nu niet. De tekening en de tabel kunt u wel gebruiken.";
  }
}

function toonKnoppen() {
  for (const knop of document.querySelectorAll("[data-lees][hidden]")) knop.hidden = false;
}

document.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("[data-lees]");
  if (knop) wissel(knop);
});
document.addEventListener("input", (gebeurtenis) => {
  if (gebeurtenis.target.matches("[data-grafiek] [data-schuif]")) toonPunt(gebeurtenis.target.closest("[data-grafiek]"));
});
document.addEventListener("htmx:afterSettle", toonKnoppen);
toonKnoppen();
