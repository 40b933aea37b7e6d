import {h, fill, pill, empty} from '../dom.js';
import {duration, title} from '../format.js';
import {actionButton, actionState} from '../actions.js';

const MEANINGS = {
  precheck: 'The lag is small, and every table can be followed in the other direction.',
  verify: 'Both ends are compared while changes flow.',
  prepare: 'The other direction’s log and state are made.',
  stop_writes: 'Applications have stopped writing to the old end, and it refuses their writes.',
  drain: 'All that was committed at the old end is applied at the new one.',
  stop_following: 'The direction so far has ended.',
  objects: 'Foreign keys that were held back are added at the new end.',
  start_other_direction: 'The other direction follows from here: applications may write to the new end.',
};

/** The steps that move applications’ writes to the other end. */
export class SwitchoverTab {
  #none = empty('This project has no switchover', 'It needs the phases switchover and reverse_incremental.');
  #ends = h('section', {class: 'card'});
  #steps = h('ol', {class: 'switch-steps'});
  #shown = '';
  element = h('div', {class: 'stack'}, this.#none, this.#ends, this.#steps);

  update({head, switchover}, now) {
    this.#none.hidden = Boolean(switchover);
    this.#ends.hidden = this.#steps.hidden = !switchover;
    if (!switchover) return;
    const shown = JSON.stringify([head.actions, head.ended, head.action, switchover]) + (running(switchover) ? now : '');
    if (shown === this.#shown) return;
    this.#shown = shown;
    fill(this.#ends, h('h2', {}, 'Where applications write'), ends(switchover.direction), report(switchover.report), buttons(head, switchover));
    fill(this.#steps, switchover.steps.map(step => line(step, head, now)));
  }
}

const running = switchover => switchover.steps.some(step => step.status === 'running');

function ends(direction) {
  const forward = direction === 'forward';
  return h('p', {class: 'ends'},
    h('span', {class: forward ? 'end active' : 'end'}, 'Source', h('small', {}, forward ? 'takes writes' : 'follows')),
    h('span', {class: 'arrow', 'aria-label': forward ? 'changes flow to the sink' : 'changes flow to the source'}, forward ? '→' : '←'),
    h('span', {class: forward ? 'end' : 'end active'}, 'Sink', h('small', {}, forward ? 'follows' : 'takes writes')));
}

function report(last) {
  if (!last) return null;
  return h('p', {}, pill(last.switched ? 'done' : 'failed', last.switched ? 'switched' : 'went back'),
    last.withoutWrites > 0 ? `Applications could not write for ${duration(last.withoutWrites)}. ` : '', last.proof);
}

function buttons(head, switchover) {
  if (!head.actions || head.ended) return null;
  const forward = switchover.direction === 'forward';
  const failed = switchover.steps.some(step => step.status === 'failed');
  return h('div', {class: 'toolbar'},
    forward ? actionButton(failed ? 'Try again' : 'Switch over', 'switchover', 'run', 'Writes to the source are stopped, and applications write to the sink afterwards.') : null,
    forward ? actionButton('Rehearse', 'switchover', 'rehearse') : null,
    forward ? null : actionButton(failed ? 'Try again' : 'Switch back', 'switchover', 'back', 'Writes to the sink are stopped, and applications write to the source afterwards.'),
    actionState(head, ['switchover', 'switchover-skip']));
}

function line(step, head, now) {
  const spent = step.began ? duration(((step.ended ?? now) - step.began) / 1000) : '';
  return h('li', {class: `card ${step.status}`},
    h('div', {class: 'step-top'}, h('strong', {}, title(step.step)), pill(step.status), h('span', {class: 'muted'}, spent),
      step.skippable && head.actions && !head.ended
        ? actionButton('Leave out next time', 'switchover-skip', step.step, 'The next switchover leaves this step out: you have done it yourself, or do not need it.') : null),
    h('p', {class: 'muted'}, MEANINGS[step.step]),
    step.detail ? h('p', {}, step.detail) : null);
}
