import {h, fill, pill, bar, empty} from '../dom.js';
import {bytes, count, duration, percent, title} from '../format.js';
import {Grid} from '../grid.js';
import {openObject} from './object.js';

/** Seconds from the beginning to the end, or until now. */
const spent = (row, now) => row.began ? ((row.ended ?? now) - row.began) / 1000 : 0;

export const name = {id: 'source', label: 'Name', heading: true, value: row => row.source, show: row => row.source,
  cell: row => h('button', {type: 'button', class: 'name', title: 'Rows, errors and creation syntax', onclick: () => openObject(row.source)}, row.source)};

export const state = {id: 'status', label: 'Status', value: row => row.status, show: row => row.status + (row.code ?? ''),
  cell: row => [pill(row.status), row.code ? h('code', {class: 'bad'}, row.code) : null]};

/** Each table with its rows, its time and its error. */
export class Tables {
  #now = 0;
  #rows = [];
  #status = '';
  #search = h('input', {type: 'search', placeholder: 'Find a table', 'aria-label': 'Find a table', oninput: () => this.#choose()});
  #chips = h('div', {class: 'chips', role: 'group', 'aria-label': 'Status'});
  #none = empty('No tables yet', 'They are listed as soon as the selection is resolved.');
  #grid = new Grid({label: 'Tables', sort: 'source', key: row => row.source, columns: [
    name,
    {id: 'target', label: 'Becomes', value: row => row.target, show: row => row.target === row.source ? '' : row.target},
    state,
    {id: 'done', label: 'Progress', number: true, value: row => row.expected > 0 ? row.rows / row.expected : 0,
      show: row => percent(row.rows, row.expected) + row.status,
      cell: row => row.expected > 0 ? [bar(row.rows / row.expected, `Copied of ${row.source}`), h('span', {class: 'percent'}, percent(row.rows, row.expected))] : ''},
    {id: 'rows', label: 'Rows', number: true, value: row => row.rows, show: row => count(row.rows)},
    {id: 'expected', label: 'Expected', number: true, value: row => row.expected, show: row => count(row.expected)},
    {id: 'bytes', label: 'Data', number: true, value: row => row.bytes, show: row => row.bytes > 0 ? bytes(row.bytes) : ''},
    {id: 'changes', label: 'Changes', number: true, value: row => row.inserts + row.updates + row.deletes,
      show: row => row.inserts + row.updates + row.deletes > 0 ? count(row.inserts + row.updates + row.deletes) : ''},
    {id: 'time', label: 'Duration', number: true, value: row => spent(row, this.#now), show: row => row.began ? duration(spent(row, this.#now)) : ''},
    {id: 'warnings', label: 'Notices', number: true, value: row => row.warnings, show: row => row.warnings > 0 ? count(row.warnings) : ''},
  ]});
  element = h('div', {class: 'stack'}, h('div', {class: 'toolbar'}, this.#search, this.#chips), this.#none, this.#grid.element);

  update({tables}, now, options) {
    this.#now = now;
    this.#rows = tables ?? [];
    this.#none.hidden = this.#rows.length > 0;
    this.#grid.element.hidden = this.#rows.length === 0;
    if (options.has('status')) {
      this.#status = options.get('status');
      this.#choose();
    }
    this.#states();
    this.#grid.element.classList.toggle('same-names', this.#rows.every(row => row.target === row.source));
    this.#grid.update(this.#rows);
  }

  #states() {
    const states = new Map();
    this.#rows.forEach(row => states.set(row.status, (states.get(row.status) ?? 0) + 1));
    const shown = [...states].map(([state, number]) => `${state} ${number}`).join() + this.#status;
    if (this.#chips.dataset.shown === shown) return;
    this.#chips.dataset.shown = shown;
    const focused = this.#chips.contains(document.activeElement) ? document.activeElement.dataset.state : null;
    fill(this.#chips, this.#chip('', `All ${count(this.#rows.length)}`),
      [...states].map(([state, number]) => this.#chip(state, `${title(state)} ${count(number)}`)));
    if (focused !== null) this.#chips.querySelector(`[data-state="${focused}"]`)?.focus();
  }

  #chip(state, label) {
    return h('button', {type: 'button', class: 'chip', 'data-state': state, 'aria-pressed': String(state === this.#status),
      onclick: () => { this.#status = state; this.#choose(); }}, label);
  }

  #choose() {
    const part = this.#search.value.trim().toLowerCase();
    this.#grid.filter(row => (this.#status === '' || row.status === this.#status)
      && (row.source.toLowerCase().includes(part) || row.target.toLowerCase().includes(part)));
    this.#states();
  }
}
