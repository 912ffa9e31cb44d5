// Highlights that belong to the same rows light up together, and the tip of a quantity stays inside the window.
// Without this script the tips still show, by the style alone.
(() => {
  "use strict";
  const rowsOf = (mark) => mark.dataset.rows.split(" ");

  const wake = (view) => {
    view.dataset.live = "true";
    const marks = new Map();
    for (const mark of view.querySelectorAll("[data-rows]")) {
      for (const row of rowsOf(mark)) {
        if (!marks.has(row)) marks.set(row, []);
        marks.get(row).push(mark);
      }
    }

    let lit = new Set();
    const light = (mark) => {
      const next = new Set(mark ? rowsOf(mark).flatMap((row) => marks.get(row)) : []);
      for (const other of lit) if (!next.has(other)) other.classList.remove("ctm-lit");
      for (const other of next) other.classList.add("ctm-lit");
      lit = next;
    };

    // What can be seen of the view: the window without what its ancestors cut off.
    const visible = () => {
      const room = { left: 0, top: 0, right: document.documentElement.clientWidth, bottom: document.documentElement.clientHeight };
      for (let box = view.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflow === "visible") continue;
        const edge = box.getBoundingClientRect();
        room.left = Math.max(room.left, edge.left);
        room.top = Math.max(room.top, edge.top);
        room.right = Math.min(room.right, edge.right);
        room.bottom = Math.min(room.bottom, edge.bottom);
      }
      return room;
    };

    // A tip is moved by how far it is from where it should be: what its offsets count from differs between notebooks.
    const place = (mark) => {
      const tip = mark.querySelector(":scope > .ctm-tip");
      if (!tip) return;
      tip.style.position = "fixed";
      tip.style.left = tip.style.top = "0px";
      const origin = tip.getBoundingClientRect();
      const lines = mark.getClientRects();
      const first = lines[0], last = lines[lines.length - 1];
      if (!first || !origin.width) return;
      const room = visible();
      const left = Math.max(room.left + 4, Math.min(first.left, room.right - origin.width - 4));
      const below = last.bottom + origin.height <= room.bottom || first.top - origin.height < room.top;
      const top = below ? last.bottom : first.top - origin.height;
      tip.style.left = `${left - origin.left}px`;
      tip.style.top = `${top - origin.top}px`;
    };

    const come = (event) => {
      const mark = event.target.closest?.(".ctm-mark");
      if (!mark || !view.contains(mark)) return;
      view.classList.remove("ctm-hushed");
      if (mark.dataset.rows) light(mark);
      place(mark);
    };
    const leave = () => {
      const held = view.querySelector(".ctm-mark[data-rows]:focus");
      light(held);
    };
    view.addEventListener("mouseover", (event) => (event.target.closest?.(".ctm-mark") ? come(event) : leave()));
    view.addEventListener("mouseleave", leave);
    view.addEventListener("focusin", come);
    view.addEventListener("focusout", () => light(null));
    view.addEventListener("keydown", (event) => {
      if (event.key === "Escape") view.classList.add("ctm-hushed");
    });
  };

  for (const view of document.querySelectorAll(".ctm-view:not([data-live])")) wake(view);
})();
