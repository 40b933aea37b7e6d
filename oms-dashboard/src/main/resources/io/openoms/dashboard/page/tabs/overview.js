import {h, fill, pill, bar, empty, tone} from '../dom.js';
import {bytes, count, duration, percent, phase, rate, time, title} from '../format.js';
import {trouble} from './object.js';

/** What is going on, at a glance. */
export class Overview {
  #rail = h('ol', {class: 'rail', 'aria-label': 'Phases'});
  #stats = h('div', {class: 'stats'});
  #last = h('section', {class: 'card last', 'aria-label': 'Last error'});
  #messages = h('section', {class: 'card', 'aria-label': 'Errors and warnings'});
  element = h('div', {class: 'stack'}, this.#rail, this.#stats, this.#last, this.#messages);

  update({head, overview}, now) {
    fill(this.#rail, head.phases.map(one => step(one, head, now)));
    fill(this.#stats, stats(head, overview));
    this.#error(head);
    this.#list(head, overview);
  }

  #error(head) {
    const error = head.lastError;
    this.#last.hidden = !error;
    if (error) fill(this.#last, h('h2', {}, 'Last error'), trouble(error));
  }

  #list(head, overview) {
    const all = [...overview?.errors ?? [], ...overview?.warnings ?? []].sort((a, b) => b.at - a.at);
    fill(this.#messages,
      h('h2', {}, `${some(head.errors, 'error')}, ${some(head.warnings, 'warning')}`),
      all.length === 0
        ? h('p', {class: 'muted'}, 'None so far.')
        : h('ul', {class: 'messages'}, summed(all).slice(0, MOST).map(message)));
  }
}

const MOST = 30;
const some = (number, what) => `${count(number)} ${what}${number === 1 ? '' : 's'}`;

/** Those of one object and one code as one, with the latest message. */
function summed(all) {
  const byPlace = new Map();
  for (const one of all) {
    const place = `${one.level} ${one.code} ${one.object ?? one.message}`;
    const known = byPlace.get(place);
    byPlace.set(place, known ? {...known, times: known.times + one.times} : one);
  }
  return [...byPlace.values()];
}

function message(one) {
  return h('li', {},
    h('time', {class: 'muted'}, time(one.at)),
    pill(one.level, one.level === 'retried' ? 'tried again' : one.level),
    h('div', {},
      h('code', {}, one.code), one.object ? h('span', {class: 'object'}, one.object) : null,
      one.times > 1 ? h('span', {class: 'muted'}, `× ${count(one.times)}`) : null,
      h('p', {}, one.message)));
}

const MARKS = {completed: '✓', running: '', failed: '✕', stopped: '❚❚', skipped: '✓', pending: ''};

function step(one, head, now) {
  const spent = one.began ? duration(((one.ended ?? head.ended ?? now) - one.began) / 1000) : '';
  return h('li', {class: `step ${one.status} ${tone(one.status)}`},
    h('span', {class: 'mark', 'aria-hidden': 'true'}, MARKS[one.status]),
    h('div', {},
      h('strong', {}, phase(one.phase)),
      h('span', {class: 'muted'}, [status(one, head), spent].filter(Boolean).join(' · '))));
}

function status(one, head) {
  if (one.status === 'skipped') return 'done in an earlier run';
  if (one.status !== 'running') return one.status;
  const figures = one.phase === 'verification' ? head.comparing : head.figures;
  if (figures?.phase === one.phase && (one.phase === 'full' || one.phase === 'verification')) {
    return figures.rows >= figures.expected && one.phase === 'full' ? 'finishing' : percent(figures.rows, figures.expected);
  }
  return one.phase.endsWith('incremental') && head.figures?.following?.caughtUp ? 'caught up' : 'running';
}

function stats(head, overview) {
  const cards = [copied(head), following(head), objects(head, overview), comparing(head)].filter(Boolean);
  return cards.length > 0 ? cards : [empty('Waiting for the first figures', 'They come about a second after rows begin to move.')];
}

function stat(label, figure, ...rest) {
  return h('section', {class: 'card stat', 'aria-label': label}, h('h2', {}, label), h('p', {class: 'figure'}, figure), rest);
}

const line = (...parts) => h('p', {class: 'muted'}, parts.filter(Boolean).join(' · '));

function copied(head) {
  const figures = head.figures;
  if (!figures || !head.phases.some(one => one.phase === 'full')) return null;
  const copying = figures.phase === 'full' && !head.ended;
  return stat('Rows copied', count(figures.rows),
    bar(figures.expected > 0 ? figures.rows / figures.expected : 0, 'Rows copied of those expected'),
    line(`of ${count(figures.expected)} expected`, percent(figures.rows, figures.expected), `${bytes(figures.bytes)} in this run`),
    copying
      ? line(`${rate(figures.rowsPerSecond)} rows/s`, `${bytes(figures.bytesPerSecond)}/s`,
          !figures.etaSeconds ? '' : `${duration(figures.etaSeconds)} left`)
      : null);
}

function following(head) {
  const figures = head.figures?.following;
  if (!figures) return null;
  if (head.figures.phase === 'full') {
    return stat('Changes captured meanwhile', count(figures.captured),
      line(`${rate(figures.capturedPerSecond)}/s`, `${bytes(figures.spoolBytes)} waiting`),
      line('They are applied after the copy.'));
  }
  const known = figures.lagSeconds !== undefined;
  return stat('Lag', known ? duration(figures.lagSeconds) : 'not known yet',
    h('p', {}, pill(figures.caughtUp ? 'done' : 'running', figures.caughtUp ? 'caught up' : 'catching up')),
    line(`${count(figures.applied)} changes applied`, `${rate(figures.appliedPerSecond)}/s`),
    line(`${count(figures.transactions)} transactions`, `${bytes(figures.spoolBytes)} waiting`,
      figures.retries > 0 ? `${count(figures.retries)} retries` : ''));
}

const FINAL = ['completed', 'converted', 'skipped', 'failed', 'not_supported'];

function objects(head, overview) {
  const states = Object.entries(overview?.objects ?? {});
  if (states.length === 0) return null;
  const all = states.reduce((sum, [, number]) => sum + number, 0);
  const done = states.filter(([state]) => FINAL.includes(state)).reduce((sum, [, number]) => sum + number, 0);
  return stat('Objects done', `${count(done)} of ${count(all)}`,
    h('p', {class: 'chips'}, states.map(([state, number]) =>
      h('a', {href: `#tables?status=${state}`, class: `pill ${tone(state)}`}, `${title(state)} ${count(number)}`))));
}

function comparing(head) {
  const figures = head.comparing;
  if (!figures) return null;
  const ended = head.phases.find(one => one.phase === 'verification' && one.ended >= figures.at);
  // The last figures were told a moment before the end.
  if (ended) return stat('Verification', title(ended.status), h('p', {}, h('a', {href: '#verification'}, 'What was found')));
  return stat('Rows compared', count(figures.rows),
    bar(figures.expected > 0 ? figures.rows / figures.expected : 0, 'Rows compared of those to compare'),
    line(`of ${count(figures.expected)}`, percent(figures.rows, figures.expected), `${figures.done} of ${figures.total} tables`),
    h('p', {}, h('a', {href: '#verification'}, 'What was found')));
}
