// Search as you type: a listbox below the field, for mouse, keyboard and screen reader. Only text is made, never markup.
"use strict";
(() => {
  const field = document.getElementById("search");
  const list = document.getElementById("hits");
  const root = document.body.dataset.root;
  let asked = 0;
  let chosen = -1;

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
  }

  function choose(number) {
    const options = [...list.children];
    if (!options.length) return;
    chosen = (number + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function show(results) {
    list.replaceChildren(...results.filter((hit) => hit.page).map((hit, place) => {
      const option = document.createElement("li");
      option.id = "hit-" + place;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.page = hit.page;
      option.append(hit.name);
      const more = document.createElement("small");
      const also = hit.matched === hit.name ? "" : hit.matched + " · ";
      more.append(also + hit.type + " · " + hit.articles + (hit.articles === 1 ? " article" : " articles"));
      option.append(more);
      return option;
    }));
    chosen = -1;
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  field.addEventListener("input", async () => {
    const mine = ++asked;
    const words = field.value.trim();
    if (!words) return close();
    const response = await fetch(root + "/api/search?q=" + encodeURIComponent(words));
    if (!response.ok || mine !== asked) return;
    show((await response.json()).results);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      location.assign(list.children[chosen].dataset.page);
      event.preventDefault();
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (option) location.assign(option.dataset.page);
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
})();
