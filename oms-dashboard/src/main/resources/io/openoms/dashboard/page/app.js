// The page: which tab is shown, and what stands above all of them.

import {h, fill, text, tone} from './dom.js';
import {count, duration, title} from './format.js';
import {actionButton, actionState} from './actions.js';
import {Poll} from './poll.js';
import {Overview} from './tabs/overview.js';
import {Tables} from './tabs/tables.js';
import {Indexes} from './tabs/indexes.js';
import {Objects} from './tabs/objects.js';
import {Performance} from './tabs/performance.js';
import {VerificationTab} from './tabs/verification.js';
import {SwitchoverTab} from './tabs/switchover.js';

const TABS = {
  overview: ['Overview', Overview], tables: ['Tables', Tables], indexes: ['Indexes', Indexes],
  objects: ['Views and other objects', Objects], performance: ['Performance', Performance],
  verification: ['Verification', VerificationTab], switchover: ['Switchover', SwitchoverTab],
};
const STALE = 5000;

const at = id => document.getElementById(id);
const made = new Map();
let ahead = 0;
let head = null;
let heardAt = Date.now();
let linked = true;
let reason = '';

const now = () => Date.now() + ahead;

function chosen() {
  const [tab, options] = location.hash.slice(1).split('?');
  return {tab: tab in TABS ? tab : 'overview', options: new URLSearchParams(options ?? '')};
}

function shown(tab) {
  if (!made.has(tab)) made.set(tab, new TABS[tab][1]());
  return made.get(tab);
}

const poll = new Poll(
  (tab, view) => {
    head = view.head;
    paintHead();
    if (tab === chosen().tab) {
      const {options} = chosen();
      shown(tab).update(view, now(), options);
      // An option is a wish for once: later the user chooses.
      if (options.size > 0) history.replaceState(null, '', `#${tab}`);
    }
  },
  (isLinked, clock, why) => {
    linked = isLinked;
    reason = why;
    if (isLinked) {
      heardAt = Date.now();
      // The header has whole seconds: smaller differences are none.
      ahead = Math.abs(clock) > 2000 ? clock : 0;
    }
    paintLink();
  });

function route() {
  const {tab} = chosen();
  for (const link of at('tabs').children) {
    if (link.dataset.tab === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  fill(at('main'), shown(tab).element);
  poll.show(tab);
}

function paintHead() {
  text(at('project'), head.project);
  document.title = `${head.project} · ${title(head.state)} · OpenOMS`;
  const state = head.state.toLowerCase();
  at('state').className = `pill ${tone(state)}`;
  text(at('state'), title(head.state));
  for (const link of at('tabs').children) {
    if (link.dataset.tab === 'tables') fill(link, 'Tables', head.failed > 0 ? h('span', {class: 'badge'}, `${count(head.failed)} failed`) : null);
    if (link.dataset.tab === 'switchover') link.hidden = !head.switches;
  }
  paintButtons(state);
  paintClock();
}

function paintButtons(state) {
  const follows = head.figures?.phase?.endsWith('incremental');
  const ended = head.ended !== undefined;
  document.body.classList.toggle('decides', head.actions && ended);
  const wanted = !head.actions ? '' : ended ? JSON.stringify(head.action ?? '') : `${state} ${follows}`;
  if (at('buttons').dataset.wanted === wanted) return;
  at('buttons').dataset.wanted = wanted;
  fill(at('buttons'), wanted === '' ? [] : ended ? actionState(head, ['retry', 'skip']) : [
    state === 'paused' || state === 'pausing' ? actionButton('Resume', 'resume') : actionButton('Pause', 'pause'),
    follows ? actionButton('Finish', 'finish', '', 'The run stops following the source when what is in flight is applied.') : null]);
}

function paintClock() {
  if (head?.began) text(at('elapsed'), duration(((head.ended ?? now()) - head.began) / 1000));
}

function paintLink() {
  const away = !linked && Date.now() - heardAt > STALE;
  at('link').className = linked ? 'link-state live' : 'link-state away';
  const ended = head?.ended !== undefined;
  text(at('link'), linked ? (ended ? 'Ended' : 'Live') : reason || (away ? `No answer for ${duration((Date.now() - heardAt) / 1000)}` : 'Asking again'));
  document.body.classList.toggle('stale', away);
}

function theme(next) {
  if (next) document.documentElement.dataset.theme = next;
  document.dispatchEvent(new Event('themechange'));
}

function isDark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

at('theme').addEventListener('click', () => {
  const next = isDark() ? 'light' : 'dark';
  localStorage.setItem('openoms-theme', next);
  theme(next);
});
at('drawer').addEventListener('click', event => event.target === at('drawer') && at('drawer').close());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => theme(null));
fill(at('tabs'), Object.entries(TABS).map(([tab, [label]]) => h('a', {href: `#${tab}`, 'data-tab': tab, hidden: tab === 'switchover'}, label)));
theme(localStorage.getItem('openoms-theme'));
addEventListener('hashchange', route);
document.addEventListener('acted', () => {
  // What became of it stands above the tabs.
  at('drawer').close();
  poll.now();
});
setInterval(() => { paintClock(); if (!linked) paintLink(); }, 1000);
route();
