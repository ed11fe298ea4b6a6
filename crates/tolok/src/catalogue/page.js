"use strict";
(() => {
  const form = document.getElementById("search");
  const box = form.querySelector("input");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ł/g, "l");
  const away = (element, is) => element.toggleAttribute("data-away", is);

  const links = new Map();
  for (const link of document.querySelectorAll("nav li a, #index li a")) {
    const anchor = link.getAttribute("href").slice(1);
    links.set(anchor, [...(links.get(anchor) ?? []), link.closest("li")]);
  }
  const entries = [...document.querySelectorAll("main article")].map((article) => ({
    article,
    text: plain([...article.querySelectorAll("[data-search]")].map((part) => part.textContent).join("\n")),
    links: links.get(article.id) ?? [],
  }));
  const groups = [...document.querySelectorAll("main section, nav details")];

  const search = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { article, text, links } of entries) {
      const fits = words.every((word) => text.includes(word));
      count += fits ? 1 : 0;
      [article, ...links].forEach((element) => away(element, !fits));
    }
    for (const group of groups) {
      away(group, !group.querySelector(":scope > article:not([data-away]), :scope > ul > li:not([data-away])"));
      if (group.localName === "details") group.open = words.length > 0;
    }
    found.textContent = words.length > 0 ? `${found.dataset.found} ${count}` : "";
  };

  // A link may lead to something that the search has put away.
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[data-away]")) {
      box.value = "";
      search();
      target.scrollIntoView();
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", search);
  addEventListener("hashchange", arrive);
  if (box.value) search();
})();
