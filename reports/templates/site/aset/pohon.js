/* The tree of a figure beside the text: by mouse, touch and keyboard. */
"use strict";

const LEVELS = 3; // folded below
const SHORT = 12; // longest fraction that is printed beside its decimal
const FEW = 12; // shown at first of what stands behind one value

const Angka = {
  text(value, unit) {
    if (value === null || value === undefined) return "tidak diketahui";
    const plain = String(value);
    const money = unit === "Rp";
    const shown = this.number(plain, unit);
    return money ? `Rp ${shown}` : !unit || unit === "angka" ? shown : `${shown} ${unit}`;
  },
  number(plain, unit) {
    const split = /^(-?\d+)\/(\d+)$/.exec(plain);
    if (split) {
      const near = (Number(split[1]) / Number(split[2])).toFixed(4).replace(/\.?0+$/, "");
      return this.number(near, unit || "angka") + (plain.length <= SHORT ? ` (${plain})` : "");
    }
    const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain);
    if (!found || (!unit && !found[3])) return plain; // codes and years have no unit
    const whole = found[2].replace(/\B(?=(\d{3})+$)/g, ".");
    return found[1] + whole + (found[3] ? `,${found[3]}` : "");
  },
};

function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...inside.filter((part) => part !== null && part !== ""));
  return made;
}

const Pohon = {
  names: null,
  root: "",

  /* What a reference is about: table, place or key, column. */
  title(ref) {
    const words = ppsp.kontrak.words;
    if (ref.kind === "agg") return `Nilai gabungan: ${ref.key.replaceAll("_", " ")}`;
    const name = ref.table || ppsp.kontrak.table_of_kind[ref.kind] || ref.kind;
    const column = ref.kind === "tabel" ? ref.column : Refs.column(ref);
    const said = ref.key.split("|").filter((key) => key !== "*").map((key) => this.named(key));
    return [(words.tables[name] || name), ...said, words.columns[`${name}.${column}`] || column].filter(Boolean).join(" · ");
  },

  named(key) {
    const found = this.names && this.names.get(key);
    return found ? `${found.nama} (${key})` : key;
  },

  async learnNames(history) {
    if (this.names) return;
    const read = await history.unit(history.fy, "intake");
    this.names = read ? read.rows("daftar_wilayah", ["kode"]) : null;
  },

  cell(leaf) {
    const place = [leaf.file, leaf.sheet, leaf.cell].filter(Boolean).join(" ! ");
    return element("li", { class: "sel" }, element("span", { class: "jauh" }, "Sel: "), element("code", {}, place), " ",
      element("q", {}, leaf.raw));
  },

  said(node) {
    const isMany = node.ref.kind === "agg" || Refs.isMany(node.ref);
    return element("span", { class: "apa" }, this.title(node.ref), isMany ? "" : " = ",
      isMany ? "" : element("b", {}, Angka.text(node.value, node.unit)));
  },

  /* Names of rules in it lead to their reference and status. */
  rule(node) {
    const said = element("span", { class: "aturan" });
    for (const part of node.rule.split(/([a-z]+\.[a-z_]+(?:\.[a-z_]+)*)/)) {
      const isRule = ppsp.kontrak.rules.includes(part);
      said.append(isRule ? element("a", { href: `${this.root}aturan.html#${part}` }, part) : part);
    }
    return node.rule ? said : null;
  },

  async branch(node, depth) {
    if (node.file !== undefined) return this.cell(node);
    const why = element("div", { class: "rujukan" }, element("code", {}, node.ref.text));
    if (!node.sources.length) {
      const end = node.hidden ? "Jawaban rumah tangga adalah data pribadi dan tidak disertakan." : null;
      return element("li", {}, this.said(node), this.rule(node), end && element("p", { class: "kecil" }, end), why);
    }
    const inside = element("div", { class: "dalam" });
    const box = element("details", {}, element("summary", {}, this.said(node), this.rule(node),
      element("span", { class: "banyak" }, ` · ${node.sources.length} asal`)), why, inside);
    let filled = null;
    const fill = () => { filled ??= this.fill(inside, node, depth); return filled; };
    box.addEventListener("toggle", () => { if (box.open) fill(); });
    if (depth < LEVELS - 1 && node.sources.length <= FEW) {
      await fill();
      box.open = true;
    }
    return element("li", {}, box);
  },

  async fill(where, node, depth) {
    const list = element("ul", {});
    where.append(list);
    let from = 0;
    const more = async () => {
      const part = await Asal.children({ ...node, sources: node.sources.slice(from, from + FEW) });
      for (const child of part) list.append(await this.branch(child, depth + 1));
      from += FEW;
      if (from < node.sources.length) {
        const rest = node.sources.length - from;
        const button = element("button", { type: "button", onclick: async () => {
          const last = list.lastElementChild;
          button.remove();
          await more();
          const next = last.nextElementSibling;
          const target = next && (next.querySelector("summary") || next);
          if (target && !target.matches("summary")) target.setAttribute("tabindex", "-1");
          if (target) target.focus();
        } }, `Tampilkan ${Math.min(rest, FEW)} lagi dari ${rest}`);
        where.append(button);
      }
    };
    await more();
  },
};

const Panel = {
  start() {
    this.panel = document.getElementById("asal");
    const told = document.getElementById("rantai");
    if (!this.panel || !told) return;
    const given = JSON.parse(told.textContent);
    this.root = given.root;
    Pohon.root = given.root;
    this.lines = given.lines;
    this.first = new History(given.chain, 0, given.root, given.kode);
    this.figures = [...document.querySelectorAll("a.f")];
    for (const figure of this.figures) {
      figure.setAttribute("tabindex", "-1");
      figure.setAttribute("role", "button");
      figure.removeAttribute("href");
    }
    if (this.figures.length) this.figures[0].setAttribute("tabindex", "0");
    document.addEventListener("click", (event) => {
      const figure = event.target.closest("a.f");
      if (figure) { event.preventDefault(); this.open(figure); }
    });
    document.addEventListener("keydown", (event) => this.key(event));
    this.panel.querySelector(".tutup").addEventListener("click", () => this.close());
    if (location.hash.includes("/")) this.fromAddress();
  },

  ref(figure) {
    const holder = figure.closest("[data-ref], [id*='/']") || figure.querySelector("[data-ref]");
    return holder.dataset.ref || holder.id;
  },

  fromAddress() {
    const raw = location.hash.slice(1);
    const name = decodeURIComponent(raw);
    const holder = document.getElementById(raw) || document.getElementById(name) || document.querySelector(`[id^="${CSS.escape(name)}#"]`);
    const figure = holder && holder.querySelector("a.f");
    if (figure) { holder.scrollIntoView({ block: "center" }); this.open(figure); }
  },

  key(event) {
    if (event.key === "Escape" && !this.panel.hidden) { this.close(); return; }
    const figure = event.target.closest && event.target.closest("a.f");
    if (!figure) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.open(figure); return; }
    const next = this.beside(figure, event.key);
    if (next) { event.preventDefault(); this.rove(next); next.focus(); }
  },

  beside(figure, key) {
    const at = this.figures.indexOf(figure);
    const jump = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (jump) return this.figures[at + jump];
    if (key === "Home") return this.figures[0];
    if (key === "End") return this.figures[this.figures.length - 1];
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step) return null;
    const cell = figure.closest("td");
    if (!cell) return this.figures[at + step];
    const rows = [...cell.closest("table").rows];
    for (let i = rows.indexOf(cell.parentElement) + step; i >= 0 && i < rows.length; i += step) {
      const there = rows[i].cells[cell.cellIndex];
      const found = there && there.querySelector("a.f");
      if (found) return found;
    }
    const edge = figure.closest("table").querySelectorAll("a.f");
    return this.figures[this.figures.indexOf(edge[step > 0 ? edge.length - 1 : 0]) + step];
  },

  rove(figure) {
    for (const other of document.querySelectorAll("a.f[tabindex='0']")) other.setAttribute("tabindex", "-1");
    figure.setAttribute("tabindex", "0");
  },

  async open(figure) {
    const text = this.ref(figure);
    if (this.from) this.from.classList.remove("dibuka");
    this.from = figure;
    this.rove(figure);
    figure.classList.add("dibuka");
    const body = this.panel.querySelector(".isi-asal");
    body.replaceChildren(element("p", {}, "Mencari asal…"));
    this.panel.hidden = false;
    document.documentElement.classList.add("ada-asal");
    const heading = this.panel.querySelector("h2");
    heading.focus({ preventScroll: true });
    try {
      if (!ppsp.kontrak) await ppsp.load(`${this.root}aset/kontrak.js`);
      const history = this.first.of(Refs.parse(text).fy);
      await Pohon.learnNames(history);
      const node = await Asal.node(text, history);
      const tree = element("ul", { class: "pohon" }, await Pohon.branch(node, 0));
      if (this.from === figure) {
        body.replaceChildren(...this.around(node), tree);
        this.uncover(figure);
      }
    } catch (problem) {
      body.replaceChildren(element("p", { class: "catatan" }, `Asal angka ini tidak dapat dibuka: ${problem.message}.`));
    }
  },

  /* On a narrow screen the panel lies at the bottom: the figure moves above it. */
  uncover(figure) {
    const top = this.panel.getBoundingClientRect();
    const own = figure.getBoundingClientRect();
    const isBeside = top.left > 0;
    if (!isBeside && own.bottom > top.top - 16) window.scrollBy(0, own.bottom - top.top + 48);
  },

  around(node) {
    const shown = [];
    if (this.lines && node.ref.kind === "mps") {
      const line = node.ref.key.replaceAll("|", "~");
      shown.push(element("p", {}, element("a", { href: `${this.lines}#${line}` }, "Gambar silsilah baris ini")));
    }
    return shown;
  },

  close() {
    this.panel.hidden = true;
    document.documentElement.classList.remove("ada-asal");
    if (this.from) { this.from.classList.remove("dibuka"); this.from.focus(); this.from = null; }
  },
};

if (typeof document !== "undefined") document.addEventListener("ppsp:siap", () => Panel.start());
