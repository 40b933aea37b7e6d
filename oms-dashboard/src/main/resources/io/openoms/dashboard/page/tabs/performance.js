import {h, empty} from '../dom.js';
import {bytes, duration, rate} from '../format.js';
import {Chart} from '../chart.js';

const milliseconds = seconds => seconds >= 1 ? duration(seconds) : `${rate(seconds * 1000)} ms`;

/** Powers of two, as bytes are counted. */
const BYTES = Array.from({length: 50}, (none, i) => 2 ** i);

const CHARTS = [
  {title: 'Rows copied', sentence: 'rows a second', format: rate, series: [{id: 'rows', label: 'Copied', colour: '--blue'}]},
  {title: 'Traffic of the copy', sentence: 'row data a second', format: bytes, steps: BYTES, series: [{id: 'bytes', label: 'Copied', colour: '--violet'}]},
  {title: 'Changes', sentence: 'changes of rows a second', format: rate,
    series: [{id: 'captured', label: 'Captured', colour: '--orange'}, {id: 'applied', label: 'Applied', colour: '--green'}]},
  {title: 'Lag', sentence: 'age of the newest state of the source that the sink has', format: duration,
    series: [{id: 'lag', label: 'Lag', colour: '--red'}]},
  {title: 'Spool', sentence: 'captured changes that wait on disk', format: bytes, steps: BYTES, series: [{id: 'spool', label: 'Waiting', colour: '--blue'}]},
  {title: 'Write times', sentence: 'of the window of changes applied last', format: milliseconds,
    series: [{id: 'executing', label: 'Statements', colour: '--violet'}, {id: 'committing', label: 'Commit', colour: '--orange'}]},
  {title: 'Rows compared', sentence: 'rows a second', format: rate, series: [{id: 'compared', label: 'Compared', colour: '--green'}]},
];

/** The figures of the whole run as charts; those without any figure are not shown. */
export class Performance {
  #none = empty('No figures yet', 'They come about once a second while rows move.');
  #charts = CHARTS.map(one => ({one, chart: new Chart(one)}));
  element = h('div', {class: 'stack'}, this.#none, h('div', {class: 'charts'}, this.#charts.map(({chart}) => chart.element)));

  update({performance}) {
    const times = performance?.at ?? [];
    this.#none.hidden = times.length > 0;
    for (const {one, chart} of this.#charts) {
      const columns = one.series.map(series => performance?.[series.id] ?? []);
      const known = columns.some(column => column.some(figure => figure !== null));
      chart.element.hidden = !known;
      if (known) chart.update(times, columns);
    }
  }
}
