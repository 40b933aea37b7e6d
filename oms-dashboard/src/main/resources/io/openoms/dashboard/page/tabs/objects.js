import {h, fill, empty} from '../dom.js';
import {count, title} from '../format.js';
import {Grid} from '../grid.js';
import {name, state} from './tables.js';
import {openObject, trouble} from './object.js';

/** Views and sequences, what was converted, and what stays behind. */
export class Objects {
  #none = empty('No views or sequences', 'The selection has tables only.');
  #grid = new Grid({label: 'Views and other objects', sort: 'source', key: row => row.source, columns: [
    name,
    {id: 'kind', label: 'Kind', value: row => row.kind, show: row => title(row.kind)},
    {id: 'target', label: 'Becomes', value: row => row.target, show: row => row.target},
    state,
  ]});
  #notices = h('section', {class: 'card'});
  #behind = h('section', {class: 'card'});
  #shown = '';
  element = h('div', {class: 'stack'}, this.#none, this.#grid.element, this.#notices, this.#behind);

  update({objects}) {
    const {objects: rows, notices, leftBehind} = objects ?? {objects: [], notices: [], leftBehind: []};
    this.#none.hidden = rows.length > 0;
    this.#grid.element.hidden = rows.length === 0;
    this.#grid.element.classList.toggle('same-names', rows.every(row => row.target === row.source));
    this.#grid.update(rows);
    const shown = JSON.stringify([notices, leftBehind]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    fill(this.#notices, h('h2', {}, 'Converted or held back'), notices.length === 0
      ? h('p', {class: 'muted'}, 'Every definition arrived as it is at the source.')
      : h('ul', {class: 'notices'}, notices.map(noticed)));
    fill(this.#behind, h('h2', {}, 'What stays behind, and what else to know'), leftBehind.length === 0
      ? h('p', {class: 'muted'}, 'Nothing was told of.')
      : leftBehind.map(trouble));
  }
}

function noticed({object, notices}) {
  return h('li', {}, h('details', {},
    h('summary', {}, h('strong', {}, object.source), h('span', {class: 'muted'}, `${count(notices.length)} ${notices.length === 1 ? 'notice' : 'notices'}`)),
    h('ul', {class: 'plain'}, notices.map(notice => h('li', {}, notice))),
    h('button', {type: 'button', onclick: () => openObject(object.source)}, 'View creation syntax')));
}
