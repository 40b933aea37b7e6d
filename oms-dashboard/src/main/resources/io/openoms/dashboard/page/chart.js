// A chart over time. The library is uPlot, a classic script: its name is global.

import {h} from './dom.js';

const HEIGHT = 190;
const clock = (at, seconds) => new Date(at * 1000).toLocaleTimeString('en-GB').slice(0, seconds ? 8 : 5);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Chart {
  #series;
  #format;
  #steps;
  #plot = null;
  #data = null;
  #place = h('div', {class: 'plot'});
  element;

  /**
   * series are {label, colour}, colour a CSS variable; format makes a text of a figure; steps are
   * the distances between lines that suit the unit.
   */
  constructor({title, sentence, series, format, steps}) {
    this.#steps = steps;
    this.#series = series;
    this.#format = format;
    this.element = h('section', {class: 'card chart', 'aria-label': title},
      h('h2', {}, title), h('p', {class: 'muted'}, sentence), this.#place);
    new ResizeObserver(() => this.#resize()).observe(this.#place);
    document.addEventListener('themechange', () => this.#make());
  }

  /** times in seconds since 1970, then the figures of each series; null where there is none. */
  update(times, columns) {
    this.#data = [times, ...columns];
    if (this.#plot) this.#plot.setData(this.#data);
    else this.#make();
    this.#tellLast();
  }

  /** Without a pointer above the chart, its legend has the last figures. */
  #tellLast() {
    if (this.#plot && this.#plot.cursor.left < 0) this.#plot.setLegend({idx: this.#data[0].length - 1});
  }

  get points() {
    return this.#data ? this.#data[0].length : 0;
  }

  #resize() {
    if (this.#plot && this.#place.clientWidth > 0) {
      this.#plot.setSize({width: this.#place.clientWidth, height: HEIGHT});
    }
  }

  #make() {
    this.#plot?.destroy();
    this.#plot = null;
    if (!this.#data || this.#place.clientWidth === 0) return;
    const axis = {stroke: colour('--muted'), grid: {stroke: colour('--grid'), width: 1}, ticks: {show: false},
      font: '12px system-ui, sans-serif'};
    this.#plot = new uPlot({
      width: this.#place.clientWidth, height: HEIGHT, ms: 1e-3,
      cursor: {sync: {key: 'run'}, points: {size: 6}, drag: {x: true, y: false}},
      scales: {y: {range: (plot, min, max) => [0, max > 0 ? max * 1.1 : 1]}},
      axes: [{...axis, space: 80, values: (plot, ticks, i, space, step) => ticks.map(at => clock(at, step < 60))},
        {...axis, size: 76, incrs: this.#steps, values: (plot, ticks) => ticks.map(this.#format)}],
      series: [{value: (plot, at) => at === null ? '–' : clock(at, true)},
        ...this.#series.map(one => ({label: one.label, stroke: colour(one.colour), width: 1.75, spanGaps: true,
          fill: colour(one.colour) + '18', points: {show: false},
          value: (plot, figure) => figure === null || figure === undefined ? '–' : this.#format(figure)}))],
    }, this.#data, this.#place);
    this.#tellLast();
  }
}
