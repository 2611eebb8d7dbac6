// The two sliders of a person's page: while one is dragged the day and the entry are named beside it, and the
// facts and drawings of that moment take the place of those shown. Without this script the button does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-two-times]");
  if (!form) return;
  const parts = ["head", "held", "documents", "drawn", "moment", "family", "relations"];
  // English days are written as the page writes them, the day before the month.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  let wanted = 0;
  let timer = 0;

  const say = (slider) => {
    const output = form.querySelector(`output[for="${slider.id}"]`);
    if (slider.name === "day") {
      const day = new Date(Number(slider.value) * 86400000);
      output.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(day);
    } else {
      output.textContent = slider.dataset.steps.split("|")[Number(slider.value)] ?? "";
    }
    slider.setAttribute("aria-valuetext", output.textContent);
  };

  const show = async () => {
    const asked = ++wanted;
    const query = new URLSearchParams(new FormData(form));
    const address = `${form.getAttribute("action")}?${query}`;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || asked !== wanted) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const [now, then] = [document, page].map((place) => place.querySelector(`[data-part="${part}"]`));
      if (now && then) now.replaceWith(then);
    }
    history.replaceState(null, "", address);
  };

  for (const slider of form.querySelectorAll("input[type=range]")) {
    say(slider);
    slider.addEventListener("input", () => {
      say(slider);
      clearTimeout(timer);
      timer = setTimeout(show, 120);
    });
  }
})();
