// Keys for those who read with them; every page is whole without this file.
// j and k: next and last story. o: open it. /: search. ?: what the keys do.
"use strict";
(() => {
  const items = [...document.querySelectorAll(".story")];
  let at = -1;
  const go = (to) => {
    if (!items.length) return;
    at = Math.min(Math.max(to, 0), items.length - 1);
    const link = items[at].querySelector("a[href]");
    (link || items[at]).focus();
    items[at].scrollIntoView({ block: "nearest" });
  };
  const help = () => {
    const open = document.getElementById("keys");
    if (open) return open.remove();
    const box = document.createElement("aside");
    box.id = "keys";
    box.tabIndex = -1;
    box.textContent = "j next story · k story before · o open · / search · ? these keys";
    document.body.append(box);
    box.focus();
  };
  const does = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    o: () => { const link = at < 0 ? null : items[at].querySelector("a[href]"); if (link) link.click(); },
    "/": () => { const field = document.getElementById("q"); if (field) field.focus(); },
    "?": help,
    Escape: () => { const open = document.getElementById("keys"); if (open) open.remove(); },
  };
  // A reader's choice of the brief view goes with them from page to page; without storage the links do it for one page.
  const chosen = { "#brief": "brief", "#main": "" };
  const keep = () => {
    try {
      if (location.hash in chosen) localStorage.setItem("view", chosen[location.hash]);
      const brief = !location.hash && localStorage.getItem("view") === "brief";
      document.documentElement.classList.toggle("brief", brief);
    } catch { /* no storage here */ }
  };
  window.addEventListener("hashchange", keep);
  keep();
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  });
})();
