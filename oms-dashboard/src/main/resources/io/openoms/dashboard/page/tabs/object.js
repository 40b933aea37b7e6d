import {h, fill, pill, code} from '../dom.js';
import {bytes, count, duration, percent, phase, time} from '../format.js';
import {actionButton} from '../actions.js';
import {getObject} from '../poll.js';

/** An error or a warning with what to do. */
export function trouble(one) {
  const where = [one.phase && phase(one.phase), one.object, one.position].filter(Boolean).join(' · ');
  return h('div', {class: `trouble ${one.level}`},
    h('p', {}, pill(one.level, one.level === 'retried' ? 'tried again' : one.level), h('code', {}, one.code),
      h('span', {class: 'muted'}, [where, time(one.at), one.times > 1 ? `× ${count(one.times)}` : ''].filter(Boolean).join(' · '))),
    h('p', {class: 'what'}, one.message),
    one.remedy ? h('p', {class: 'remedy'}, h('strong', {}, 'What to do: '), one.remedy) : null);
}

/** Opens all that is known of one object. */
export async function openObject(source) {
  const drawer = document.getElementById('drawer');
  try {
    fill(drawer, ...content(await getObject(source)));
  } catch (error) {
    fill(drawer, top(source), h('p', {}, error.message));
  }
  drawer.showModal();
}

function top(name) {
  return h('div', {class: 'drawer-top'},
    h('h2', {id: 'drawer-title'}, name),
    h('button', {type: 'button', class: 'quiet', onclick: () => document.getElementById('drawer').close()}, 'Close'));
}

function content({object, statement, indexes, notices, failure}) {
  return [
    top(object.source),
    h('p', {}, pill(object.status), object.target === object.source ? null : h('span', {class: 'muted'}, `becomes ${object.target}`)),
    choices(object),
    failure ? trouble(failure) : object.code ? h('p', {}, h('code', {}, object.code), ' It failed in an earlier run.') : null,
    object.kind === 'table' ? facts(object) : null,
    h('h3', {}, 'Creation syntax'),
    statement ? code(statement) : h('p', {class: 'muted'}, 'This run did not create it: it was there, or its turn has not come.'),
    indexes.length === 0 ? null : h('h3', {}, 'Indexes built after the copy'),
    indexes.map(index => h('details', {},
      h('summary', {}, h('strong', {}, index.index), pill(index.status), h('span', {class: 'muted'}, duration(index.elapsed))),
      code(index.statement))),
    notices.length === 0 ? null : h('h3', {}, 'Converted or held back'),
    h('ul', {class: 'plain'}, notices.map(notice => h('li', {}, notice))),
  ];
}

/** What an ended run's page may decide of an object, where actions are allowed. */
function choices(object) {
  const failed = ['failed', 'not_supported'].includes(object.status);
  if (!document.body.classList.contains('decides') || !failed && object.status !== 'skipped') return null;
  return h('div', {class: 'toolbar'},
    actionButton('Try again', 'retry', object.source),
    failed ? actionButton('Leave out', 'skip', object.source, 'Later runs leave this object out, until it is tried again. What stands of it at the sink stays there.') : null);
}

function facts(object) {
  const all = [
    ['Rows', `${count(object.rows)} of ${count(object.expected)} ${percent(object.rows, object.expected) && `(${percent(object.rows, object.expected)})`}`],
    ['Copied in this run', bytes(object.bytes)],
    ['Rows left out', object.conflicts > 0 ? count(object.conflicts) : null],
    ['Began', object.began ? time(object.began) : null],
    ['Took', object.began && object.ended ? duration((object.ended - object.began) / 1000) : null],
    ['Changes applied', object.inserts + object.updates + object.deletes > 0
      ? `${count(object.inserts)} inserts, ${count(object.updates)} updates, ${count(object.deletes)} deletes` : null],
  ].filter(([, value]) => value);
  return h('dl', {}, all.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}
