import {h, pill, code, empty} from '../dom.js';
import {duration, time} from '../format.js';
import {Grid} from '../grid.js';

/** The indexes that are built after the copy. */
export class Indexes {
  #none = empty('No index was built by this run',
    'Indexes are built here after the rows of their table are copied. Primary keys come with the table, and small tables get all their indexes with it: click a table’s name in Tables to see them.');
  #grid = new Grid({label: 'Indexes', sort: 'at', key: row => `${row.table}\n${row.index}`, columns: [
    {id: 'table', label: 'Table', heading: true, value: row => row.table, show: row => row.table},
    {id: 'index', label: 'Index', value: row => row.index, show: row => row.index},
    {id: 'status', label: 'Status', value: row => row.status, show: row => row.status, cell: row => pill(row.status)},
    {id: 'elapsed', label: 'Took', number: true, value: row => row.elapsed, show: row => duration(row.elapsed)},
    {id: 'at', label: 'Last word', value: row => row.at, show: row => time(row.at)},
    {id: 'statement', label: 'Creation syntax', value: row => row.statement, show: row => row.statement,
      cell: row => h('details', {}, h('summary', {}, 'View'), code(row.statement))},
  ]});
  element = h('div', {class: 'stack'}, this.#none, this.#grid.element);

  update({indexes}) {
    const rows = indexes ?? [];
    this.#none.hidden = rows.length > 0;
    this.#grid.element.hidden = rows.length === 0;
    this.#grid.update(rows);
  }
}
