/* Plain search over a small index beside the page; lines of an MPS are fetched for the districts that the words name. */
"use strict";

const MOST = 60;
const ALL_LINES = 12; // with no more districts than this the lines of all are searched

Object.assign(ppsp, {
  indeks(given) { this.index = given; },
  baris(kode, text) { this.lines.set(kode, this.inflate(text).then(JSON.parse)); },
  lines: new Map(),
});

const Cari = {
  async start() {
    this.input = document.getElementById("kata");
    this.list = document.getElementById("hasil");
    this.count = document.getElementById("jumlah");
    await ppsp.load("cari/indeks.js");
    document.getElementById("formulir").addEventListener("submit", (event) => { event.preventDefault(); this.find(); });
    this.input.addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.find(), 150); });
    const asked = new URLSearchParams(location.hash.slice(1)).get("q");
    if (asked) { this.input.value = asked; this.find(); }
    this.input.focus();
  },

  plain(text) { return text.toLowerCase().normalize("NFKD"); },

  matching(entries, words, text) {
    return entries.filter((entry) => { const said = this.plain(text(entry)); return words.every((word) => said.includes(word)); });
  },

  /* Districts whose lines are worth fetching: named by code, by name, or by one of their desa. */
  districts(words, whole) {
    const { districts, desa } = ppsp.index;
    const codes = [...whole.matchAll(/\d\d\.\d\d/g)].map((found) => found[0]);
    const having = districts.filter((d) => d.lines);
    if (having.length <= ALL_LINES) return having.map((d) => d.kode);
    const named = districts.filter((d) => words.some((word) => word.length > 3 && this.plain(d.nama).includes(word))).map((d) => d.kode);
    const byDesa = desa.filter(([, nama]) => whole.includes(this.plain(nama))).map(([kode]) => kode.slice(0, 5));
    const wanted = new Set([...codes, ...byDesa, ...named]);
    return having.map((d) => d.kode).filter((kode) => wanted.has(kode)).slice(0, ALL_LINES);
  },

  async find() {
    const whole = this.plain(this.input.value.trim());
    const words = whole.split(/\s+/).filter(Boolean);
    const asked = whole;
    if (!words.length) { this.list.replaceChildren(); this.count.textContent = ""; return; }
    const { districts, desa, rules } = ppsp.index;
    const found = [
      ...this.matching(districts, words, (d) => `${d.kode} ${d.nama}`).map((d) => ["Kabupaten/kota", `${d.nama} (${d.kode})`, d.href]),
      ...this.matching(rules, words, ([id, says]) => `${id} ${says}`).map(([id, says]) => ["Aturan", `${id}: ${says}`, `aturan.html#${id}`]),
      ...this.matching(desa, words, ([kode, nama]) => `${kode} ${nama}`).map(([kode, nama, href]) => ["Desa", `${nama} (${kode})`, href]),
    ];
    for (const kode of this.districts(words, whole)) {
      if (!ppsp.lines.has(kode)) await ppsp.load(`cari/${kode}.js`);
      const told = await ppsp.lines.get(kode);
      for (const [nomor, nama, lokasi, jumlah] of this.matching(told.baris, words, (line) => `${kode} ${line.join(" ")}`)) {
        found.push(["Baris MPS", `${nama}, ${lokasi}: ${jumlah} (${nomor})`, `${told.href}#${nomor}`]);
      }
    }
    if (this.plain(this.input.value.trim()) !== asked) return; // overtaken by newer words
    this.show(found);
  },

  show(found) {
    this.count.textContent = found.length > MOST ? `${found.length} hasil, ${MOST} yang pertama tampil.` : `${found.length} hasil.`;
    this.list.replaceChildren(...found.slice(0, MOST).map(([kind, text, href]) => {
      const item = document.createElement("li"), link = document.createElement("a"), what = document.createElement("span");
      what.className = "jenis";
      what.textContent = kind;
      link.href = href;
      link.textContent = text;
      item.append(what, " ", link);
      return item;
    }));
  },
};

document.addEventListener("DOMContentLoaded", () => Cari.start());
