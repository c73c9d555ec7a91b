// Collects the corrections that a reader chooses and saves them as a file. Text is only inserted as text.
"use strict";
(() => {
  const body = document.body;
  const bar = document.querySelector(".bar");
  const cards = [...document.querySelectorAll("article")];
  const fields = body.dataset.fields.split(" ");
  let saved = true;

  const quoted = (text) =>
    '"' + text.replace(/\s+/g, " ").trim().replace(/\\/g, "\\\\").replace(/"/g, '\\"')
      .replace(/[\u0000-\u001f\u007f]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + '"';

  const chosen = (card) => card.querySelector("input[type=radio]:checked");
  const valueOf = (card) =>
    chosen(card).value === "type" ? card.querySelector("select").value : card.querySelector("[name=value]").value.trim();

  const sets = (card) => ["place", "type", "date", "title"].includes(chosen(card).value);

  function written(row) {
    const order = fields.filter((key) => row[key]);
    return ["[[correction]]", ...order.map((key) => `${key} = ${key === "when" ? row[key] : quoted(row[key])}`)].join("\n");
  }

  // What is chosen for an item: a correction, and a second one where the rest is confirmed.
  function corrections(card) {
    const row = { ...card.dataset, action: chosen(card).value, who: bar.who.value.trim(), when: bar.when.value };
    row.why = card.querySelector("[name=why]").value.trim();
    const all = [written("needs" in chosen(card).dataset ? { ...row, value: valueOf(card) } : row)];
    if (sets(card) && card.querySelector("[name=also]").checked) all.push(written({ ...row, action: "confirm" }));
    return all.join("\n\n");
  }

  const lacks = (card) =>
    (chosen(card).value !== "confirm" && !card.querySelector("[name=why]").value.trim()) ||
    ("needs" in chosen(card).dataset && !valueOf(card));

  function show(card) {
    const choice = chosen(card);
    const needs = "needs" in choice.dataset;
    const kind = choice.value === "type";
    card.querySelector(".fill").hidden = !choice.value;
    card.querySelector(".value").hidden = !needs || kind;
    card.querySelector(".types").hidden = !kind;
    card.querySelector(".also").hidden = !sets(card);
    card.querySelector("[name=value]").placeholder = choice.dataset.example || "";
    card.classList.toggle("done", Boolean(choice.value) && !lacks(card));
    if (choice.value) card.querySelector("pre").textContent = corrections(card);
    showProgress();
  }

  function showProgress() {
    const decided = cards.filter((card) => chosen(card).value);
    const open = decided.filter(lacks).map((card) => card.querySelector(".number").textContent);
    bar.querySelector("b").textContent = String(decided.length - open.length);
    bar.querySelector(".missing").textContent = open.length ? `${body.dataset.missing}: ${open.join(", ")}` : "";
  }

  for (const card of cards) {
    card.querySelector("fieldset").hidden = false;
    const copy = card.querySelector(".copy");
    copy.hidden = false;
    const label = copy.textContent;
    copy.addEventListener("click", async () => {
      const pre = card.querySelector("pre");
      getSelection().selectAllChildren(pre);
      try {
        await navigator.clipboard.writeText(pre.textContent);
        copy.textContent = body.dataset.copied;
        setTimeout(() => { copy.textContent = label; }, 1500);
      } catch { /* the lines are selected: Ctrl+C takes them */ }
    });
    card.addEventListener("change", (event) => {
      if (event.target.type === "radio") {
        card.querySelector("[name=value]").value = event.target.dataset.value || "";
        if (event.target.value === "type") card.querySelector("select").value = event.target.dataset.value;
      }
      saved = false;
      show(card);
    });
    card.addEventListener("input", () => { saved = false; show(card); });
  }

  bar.hidden = false;
  document.querySelector(".keys").hidden = false;
  const now = new Date();
  bar.when.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  bar.addEventListener("input", () => cards.forEach((card) => chosen(card).value && show(card)));
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const whole = cards.filter((card) => chosen(card).value && !lacks(card)).map(corrections);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([[body.dataset.head, ...whole].join("\n\n") + "\n"], { type: "application/toml" }));
    link.download = "corrections.toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    saved = true;
  });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });

  addEventListener("keydown", (event) => {
    if (!["j", "k"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    if (at && (at.tagName === "SELECT" || (at.tagName === "INPUT" && at.type !== "radio"))) return;
    const now = cards.indexOf(at && at.closest("article"));
    const next = cards[event.key === "j" ? now + 1 : Math.max(0, now - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
  });
})();
