// A table of many rows: sorted by any column, filtered, and painted anew only where it differs.

import {h, fill, text} from './dom.js';

const MOST = 2000;

export class Grid {
  #columns;
  #key;
  #lines = new Map();
  #rows = [];
  #filter = () => true;
  #sort;
  #down;
  #body = h('tbody');
  #note = h('p', {class: 'muted note', role: 'status'});
  #heads = new Map();
  element;

  /**
   * A column is {id, label, value: row => what to sort by, show: row => text, number, cell}; cell,
   * where given, makes an element of the row and is called when show changes.
   */
  constructor({columns, key, label, sort, down = false}) {
    this.#columns = columns;
    this.#key = key;
    this.#sort = columns.find(column => column.id === sort) ?? columns[0];
    this.#down = down;
    const head = h('tr', {}, columns.map(column => this.#head(column)));
    this.element = h('div', {class: 'grid'},
      h('table', {'aria-label': label}, h('thead', {}, head), this.#body), this.#note);
    this.#mark();
  }

  #head(column) {
    const th = h('th', {scope: 'col', class: this.#class(column)},
      h('button', {type: 'button', onclick: () => this.#by(column)}, column.label));
    this.#heads.set(column.id, th);
    return th;
  }

  #class(column) {
    return (column.number ? 'number ' : '') + `c-${column.id}`;
  }

  #by(column) {
    // Figures are asked for by their largest, names by their first.
    this.#down = this.#sort === column ? !this.#down : Boolean(column.number);
    this.#sort = column;
    this.#mark();
    this.#paint();
  }

  #mark() {
    for (const [id, th] of this.#heads) {
      if (id === this.#sort.id) th.setAttribute('aria-sort', this.#down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
  }

  update(rows) {
    this.#rows = rows;
    this.#paint();
  }

  filter(accepts) {
    this.#filter = accepts;
    this.#paint();
  }

  #paint() {
    const chosen = this.#rows.filter(this.#filter).sort((a, b) => this.#compare(a, b));
    const shown = chosen.slice(0, MOST);
    const lines = shown.map(row => this.#line(row));
    const body = this.#body;
    if (lines.length !== body.childElementCount || lines.some((line, i) => body.children[i] !== line)) {
      this.#place(lines);
    }
    text(this.#note, this.#about(chosen.length, shown.length));
  }

  /** Moving an element takes the focus from it: it is given back. */
  #place(lines) {
    const focused = this.#body.contains(document.activeElement) ? document.activeElement : null;
    fill(this.#body, lines);
    focused?.focus({preventScroll: true});
  }

  #about(chosen, shown) {
    if (this.#rows.length === 0) return '';
    if (chosen === 0) return `None of ${this.#rows.length} matches.`;
    if (shown < chosen) return `The first ${shown} of ${chosen}: filter to see the others.`;
    return chosen < this.#rows.length ? `${chosen} of ${this.#rows.length}` : '';
  }

  #compare(a, b) {
    const x = this.#sort.value(a);
    const y = this.#sort.value(b);
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return (this.#down ? -order : order) || String(this.#key(a)).localeCompare(String(this.#key(b)));
  }

  #line(row) {
    const key = this.#key(row);
    let line = this.#lines.get(key);
    if (!line) {
      const cells = this.#columns.map(column =>
        h(column.heading ? 'th' : 'td', {scope: column.heading ? 'row' : null, class: this.#class(column)}));
      line = {element: h('tr', {}, cells), cells, shown: []};
      this.#lines.set(key, line);
    }
    this.#columns.forEach((column, i) => {
      const shown = column.show(row);
      if (line.shown[i] !== shown) {
        line.shown[i] = shown;
        if (column.cell) fill(line.cells[i], column.cell(row));
        else line.cells[i].textContent = shown;
      }
    });
    return line.element;
  }
}
