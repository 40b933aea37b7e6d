import {h, fill, pill, bar, empty} from '../dom.js';
import {count, duration, percent, rate, time} from '../format.js';
import {Grid} from '../grid.js';
import {actionButton, actionState} from '../actions.js';

const figure = (id, label) => ({id, label, number: true, value: row => row[id], show: row => count(row[id])});

/** What the last verification found, and further ones. */
export class VerificationTab {
  #summary = h('section', {class: 'card'});
  #buttons = h('div', {class: 'toolbar'});
  #none = empty('Nothing was compared yet', 'A run with the phase verification compares once the copy is done or the sink has caught up.');
  #grid = new Grid({label: 'Verification', sort: 'found', down: true, key: row => row.target, columns: [
    {id: 'target', label: 'Table', heading: true, value: row => row.target, show: row => row.target},
    {id: 'consistent', label: 'Result', value: row => row.consistent ? 1 : 0, show: row => String(row.consistent) + (row.code ?? ''),
      cell: row => [row.consistent ? pill('consistent') : pill('inconsistent', row.code ? 'not compared to the end' : 'differs'), row.code ? h('code', {class: 'bad'}, row.code) : null]},
    figure('rows', 'Rows compared'), figure('missing', 'Missing'), figure('extra', 'Extra'), figure('different', 'Different'),
    figure('unresolved', 'Unresolved'), figure('repaired', 'Repaired'), figure('byRule', 'Left by the rules'), figure('deadLetters', 'Dead letters'),
    {id: 'parts', label: 'Compared in part', value: row => row.parts.join('; '), show: row => row.parts.join('; ')},
    {id: 'found', label: 'All found', number: true, value: row => found(row), show: row => count(found(row))},
    {id: 'columns', label: 'Columns that differ', value: row => row.columns.join(', '), show: row => row.columns.join(', ')},
  ]});
  #views = new Grid({label: 'Views', sort: 'target', key: row => row.target, columns: [
    {id: 'target', label: 'View', heading: true, value: row => row.target, show: row => row.target},
    {id: 'result', label: 'Result', value: row => row.result, show: row => row.result + (row.code ?? ''),
      cell: row => [pill(row.consistent ? 'consistent' : 'inconsistent', row.result), row.code ? h('code', {class: 'bad'}, row.code) : null]},
    {id: 'notes', label: 'What differs', value: row => row.notes.join('; '), show: row => row.notes.join('; ')},
  ]});
  element = h('div', {class: 'stack'}, this.#summary, this.#buttons, this.#none, this.#grid.element, this.#views.element);

  update({head, verification: report}) {
    fill(this.#summary, h('h2', {}, 'Last verification'), report ? summary(report) : h('p', {class: 'muted'}, 'None has ended in this run.'), progress(head, report));
    fill(this.#buttons, head.actions && !head.ended ? [
      actionButton('Verify all', 'verify', 'all'),
      actionButton('Verify abnormal tables again', 'verify', 'abnormal_tables'),
      actionButton('Verify inconsistent rows again', 'verify', 'inconsistent'),
      actionButton('Repair inconsistent rows', 'repair', '', 'Rows at the sink that differ are made what they are at the source.'),
      actionState(head, ['verify', 'repair'])] : []);
    const rows = report?.tables ?? [];
    this.#none.hidden = rows.length > 0;
    this.#grid.element.hidden = rows.length === 0;
    this.#grid.update(rows);
    const views = report?.views ?? [];
    this.#views.element.hidden = views.length === 0;
    this.#views.update(views);
  }
}

const found = row => row.missing + row.extra + row.different + row.unresolved + row.repaired;

function summary(report) {
  const wrong = report.tables.filter(table => !table.consistent).length;
  const rows = report.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    h('p', {class: 'figure'}, report.consistent ? 'All tables are consistent' : differing(wrong, report)),
    h('p', {class: 'muted'}, `${count(rows)} rows of ${count(report.tables.length)} tables in ${duration((report.ended - report.began) / 1000)}, ended at ${time(report.ended)}`),
    h('p', {}, h('a', {href: '/api/verification.csv', download: 'verification.csv'}, 'Report as CSV'))];
}

function differing(tables, report) {
  const views = report.views.filter(view => !view.consistent).length;
  const of = `${count(tables)} of ${count(report.tables.length)} tables differ`;
  return views > 0 ? `${of}, and ${count(views)} of ${count(report.views.length)} views` : of;
}

function progress(head, report) {
  const now = head.comparing;
  if (!now || head.ended || (report && report.ended >= now.at)) return null;
  return h('div', {}, bar(now.expected > 0 ? now.rows / now.expected : 0, 'Rows compared'),
    h('p', {class: 'muted'}, `Comparing: ${count(now.rows)} of ${count(now.expected)} rows (${percent(now.rows, now.expected)}), ${rate(now.rowsPerSecond)} rows/s`));
}
