// Brings "nu" into view in a line of quarters that is wider than its box, with the quarter before it.
// Without this file the line starts at its first quarter.
function toonNu() {
  for (const vak of document.querySelectorAll("[data-kwartaallijn]:not([data-getoond])")) {
    vak.dataset.getoond = "ja";
    const nu = vak.querySelector(".kwartaal--nu");
    if (nu && nu.offsetLeft + nu.offsetWidth > vak.clientWidth / 2) {
      vak.scrollLeft = (nu.previousElementSibling ?? nu).offsetLeft;
    }
  }
}
toonNu();
document.addEventListener("htmx:afterSettle", toonNu);
