// Buttons that change something; they are there only where the program allows actions.

import {h, fill, text, tone} from './dom.js';
import {act} from './poll.js';

const at = id => document.getElementById(id);

/** A button of an action; a sentence is shown first where the action should be thought over. */
export function actionButton(label, name, option = '', sentence = '') {
  return h('button', {type: 'button', onclick: async () => {
    if (sentence && !await sure(label, sentence)) return;
    const refused = await act(name, option);
    toast(refused || `${label}: asked.`, Boolean(refused));
    document.dispatchEvent(new Event('acted'));
  }}, label);
}

/** How the last of those actions stands. */
export function actionState(of, names) {
  const last = of.action;
  return last && names.includes(last.name) ? h('span', {class: `action ${tone(last.state)}`}, last.state === 'running' ? 'At work …' : last.message) : null;
}

function sure(label, sentence) {
  const dialog = at('question');
  return new Promise(resolve => {
    dialog.returnValue = '';
    fill(dialog, h('h2', {id: 'question-title'}, `${label}?`), h('p', {}, sentence),
      h('div', {class: 'toolbar'},
        h('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'),
        h('button', {type: 'button', class: 'primary', onclick: () => dialog.close('yes')}, label)));
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), {once: true});
    dialog.showModal();
  });
}

let toasts = 0;
function toast(sentence, bad) {
  const mine = ++toasts;
  at('toast').className = bad ? 'shown bad' : 'shown';
  text(at('toast'), sentence.trim());
  setTimeout(() => mine === toasts && (at('toast').className = ''), 5000);
}
