/* Where a value comes from: the edges, tables and cells of the stored units, composed as `ppsp why` does.
   A unit is a script beside the page, fetched when it is asked for; this works without a server. */
"use strict";

const ppsp = {
  _units: new Map(),
  _handed: new Map(),
  kontrak: null,

  unit(name, text) { this._handed.set(name, text); },
  words(given) { this.kontrak = given; },
  naskah(text) { this.body = text; },

  load(src) {
    return new Promise((done, failed) => {
      const tag = document.createElement("script");
      tag.src = src;
      tag.onload = done;
      tag.onerror = () => failed(new Error(`berkas ${src} tidak ada di samping halaman ini`));
      document.head.append(tag);
    });
  },

  async inflate(text) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(plain).text();
  },

  opened(src, name) {
    if (!this._units.has(name)) {
      this._units.set(name, this.load(src).then(async () => {
        const text = this._handed.get(name);
        this._handed.delete(name);
        return new Unit(JSON.parse(await this.inflate(text)));
      }));
    }
    return this._units.get(name);
  },
};

function csvRows(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += c; i += 1; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") { row.push(cell); cell = ""; }
    else if (c === "\n") { row.push(cell); rows.push(row); row = []; cell = ""; }
    else cell += c;
  }
  return rows;
}

/* Edges by reference, [rule, sources]: each text adds to what it shares with the one before; rows name texts by place,
   a run of places by its first and how many more. */
function edgesOf({ edges, rules, shared, texts }) {
  const refs = [];
  texts.forEach((text, i) => refs.push((i ? refs[i - 1].slice(0, shared[i]) : "") + text));
  const sources = (spans) => spans.flatMap((span) => (Array.isArray(span) ? refs.slice(span[0], span[0] + span[1] + 1) : [refs[span]]));
  return new Map(edges.map(([at, rule, ...spans]) => [refs[at], () => [rules[rule], sources(spans)]]));
}

class Unit {
  constructor(data) {
    this.edges = edgesOf(data.edges);
    this.cells = data.cells || {};
    this.withheld = data.withheld;
    this._tables = data.tables;
    this._rows = new Map();
  }

  /* Rows of a table by their key; an unknown value is null. */
  rows(name, key) {
    if (!this._rows.has(name)) {
      const [heads, ...lines] = csvRows(this._tables[name] || "");
      const rows = new Map();
      for (const line of lines) {
        const row = Object.fromEntries(heads.map((head, i) => [head, line[i] === "" ? null : line[i]]));
        rows.set(key.map((part) => row[part] ?? "").join("|"), row);
      }
      this._rows.set(name, rows);
    }
    return this._rows.get(name);
  }
}

/* A run of the district, and through its pins those behind it. */
class History {
  constructor(chain, at, root, kode) { Object.assign(this, { chain, at, root, kode }); }

  get fy() { return this.chain[this.at].fy; }

  at_(index) { return index === null ? null : new History(this.chain, index, this.root, this.kode); }

  behind(step) {
    const link = this.chain[this.at];
    return this.at_(["realisasi", "dokumen_monev"].includes(step) ? link.pins_mps : link.pins);
  }

  /* The run of the chain that made the year, nearest first. */
  of(fy) {
    const waiting = [this.at];
    for (const i of waiting) {
      if (this.chain[i].fy === fy) return this.at_(i);
      for (const next of [this.chain[i].pins_mps, this.chain[i].pins]) {
        if (next !== null && !waiting.includes(next)) waiting.push(next);
      }
    }
    return this;
  }

  async unit(fy, step) {
    let link = this.chain[this.at];
    if (fy !== link.fy) link = fy === link.fy - 1 && link.pins !== null ? this.chain[link.pins] : null;
    const name = link && link.units[step];
    return name ? ppsp.opened(`${this.root}${link.fy}/${this.kode}/unit/${name}.js`, name) : null;
  }
}

const Refs = {
  /* As schemas/refs.py reads them: the key as tables have it, parts joined by `|`. */
  parse(text) {
    const cut = text.lastIndexOf("#");
    const base = cut < 0 ? text : text.slice(0, cut);
    const [kind, fy, first, ...rest] = base.split("/");
    const ref = { text, base, kind, fy: Number(fy), district: first, table: "", column: cut < 0 ? "" : text.slice(cut + 1) };
    if (ppsp.kontrak.of_desa.includes(kind)) {
      const key = rest.length === 1 && rest[0] === "*" ? "*" : [first, ...rest].map(decodeURIComponent).join("|");
      return { ...ref, district: first.slice(0, 5), key };
    }
    if (kind === "tabel") ref.table = rest.shift();
    const key = rest.join("/");
    return { ...ref, key: key.split(key.includes("|") ? "|" : "~").map(decodeURIComponent).join("|") };
  },
  isOfDesa(ref) { return ppsp.kontrak.of_desa.includes(ref.kind); },
  isMany(ref) { return ref.key === "*"; },
  place(ref) {
    if (ref.kind === "tabel") return { step: "validation", name: ref.table, ...ppsp.kontrak.submitted[ref.table] };
    const name = ppsp.kontrak.table_of_kind[ref.kind] || ref.kind;
    return { name, ...ppsp.kontrak.computed[name] };
  },
  spelled(part) {
    if (!/[^\w.:,+@=*-]/.test(part)) return part;
    const hex = (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
    return encodeURIComponent(part).replace(/[!'()~]/g, hex).replace(/%(3A|2C|2B|40|3D)/g, decodeURIComponent);
  },
  member(ref, key) {
    const parts = key.split("|").map((part) => this.spelled(part));
    const path = this.isOfDesa(ref) ? parts : [ref.district, ...(ref.table ? [ref.table] : []), parts.join("~")];
    return [ref.kind, ref.fy, ...path].join("/") + (ref.column ? `#${ref.column}` : "");
  },
  column(ref) { return ref.column || ppsp.kontrak.default_column[ref.kind] || ""; },
};

/* One node of the tree: {ref, value, unit, rule, sources, history}; cells are {file, sheet, cell, raw, value}. */
const Asal = {
  async node(text, history) {
    const ref = Refs.parse(text);
    if (Refs.isMany(ref)) return this._column(ref, history);
    if (ref.kind === "tabel") return this._submitted(ref, history);
    const [rule, sources] = await this._edge(ref, history);
    const [unit, value] = ref.kind === "agg" ? ["", null] : await this._value(ref, history);
    return { ref, value, unit, rule, history, sources };
  },

  /* The nodes and cells behind a node. */
  children(node) {
    const made = node.sources.map((source) => (typeof source === "string"
      ? this.node(source, this._before(node.ref, source, node.history)) : source));
    return Promise.all(made);
  },

  _before(ref, source, history) {
    if (Refs.parse(source).fy === ref.fy || ref.kind === "agg") return history;
    return history.behind(Refs.place(ref).step) || history;
  },

  async _edge(ref, history) {
    const steps = ref.kind === "agg" ? ["buku_putih", "ssk", "mps"] : [Refs.place(ref).step];
    for (const step of steps) {
      const unit = await history.unit(ref.fy, step);
      for (const name of unit ? [ref.text, ref.base, `${ref.base}#${ppsp.kontrak.default_column[ref.kind] || ""}`] : []) {
        if (unit.edges.has(name)) return unit.edges.get(name)();
      }
    }
    return ["", []];
  },

  async _value(ref, history) {
    const place = Refs.place(ref);
    const unit = await history.unit(ref.fy, place.step);
    const row = unit && unit.rows(place.name, place.key).get(ref.key);
    const column = Refs.column(ref);
    return row ? [place.units[column] || (ref.kind.startsWith("angka_") && row.satuan) || "", row[column] ?? null] : ["", null];
  },

  async _column(ref, history) {
    const place = Refs.place(ref);
    const unit = await history.unit(ref.fy, place.step);
    const keys = unit ? [...unit.rows(place.name, place.key).keys()].sort() : [];
    const hidden = (unit && unit.withheld[place.name]) || 0;
    const sources = keys.map((key) => Refs.member(ref, key));
    return { ref, value: null, unit: "", rule: `semua baris (${hidden || keys.length})`, history, sources, hidden };
  },

  async _submitted(ref, history) {
    const place = Refs.place(ref);
    const { key } = ref;
    const checked = await history.unit(ref.fy, "validation");
    const row = checked && checked.rows(place.name, place.key).get(key);
    const value = row ? row[ref.column] ?? null : null;
    const read = await history.unit(ref.fy, "intake");
    const sources = read ? this._cells(read, place, key, ref.column, value) : [];
    const unit = ref.column ? place.units[ref.column] || "" : "";
    return { ref, value, unit, rule: "data yang diserahkan", history, sources };
  },

  _cells(read, place, key, column, value) {
    const row = read.rows(place.name, place.key).get(key);
    const own = (row && row[column]) ?? "";
    return (read.cells[place.name] || []).flatMap((part) => {
      const at = key in part.rows ? part.rows[key] : key ? null : part.header;
      const across = column in part.columns ? part.columns[column] : null;
      if (at === null || (across === null && column)) return [];
      const raw = (part.raw[key] && part.raw[key][column]) || own;
      return [{ file: part.file, sheet: part.sheet, cell: cellName(at, across || 1), raw, value }];
    });
  },
};

function cellName(row, column) {
  let letters = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters + row;
}
