// Elements are made here and nowhere else. Whatever comes from the run is set as text: markup in a
// table's name or in a message stays letters.

/** An element with properties, listeners (onclick …), attributes (aria-…) and children. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  fill(element, ...children);
  return element;
}

/** Puts children in place of those that are there; texts become text nodes. */
export function fill(element, ...children) {
  const flat = children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== '');
  element.replaceChildren(...flat);
  return element;
}

/** Sets a text only where it differs, so that a selection stays. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
  return element;
}

/** A status as a pill; the colour is never the only sign. */
export function pill(status, label = status) {
  return h('span', {class: `pill ${tone(status)}`}, label.replaceAll('_', ' '));
}

export function tone(status) {
  switch (status) {
    case 'completed': case 'converted': case 'done': case 'consistent': return 'good';
    case 'failed': case 'not_supported': case 'error': case 'inconsistent': return 'bad';
    case 'running': case 'copying': case 'indexing': case 'creating': case 'building': case 'starting': return 'busy';
    case 'paused': case 'pausing': case 'stopping': case 'stopped': case 'warning': case 'retried': return 'warn';
    default: return 'calm';
  }
}

/** A bar of how much is done, 0 to 1. */
export function bar(fraction, label) {
  const percent = Math.round(100 * Math.min(1, Math.max(0, fraction)));
  const progress = h('progress', {max: 100, value: percent, 'aria-label': label});
  return progress;
}

/** A definition's text with a button that copies it. */
export function code(statement) {
  const button = h('button', {type: 'button', class: 'quiet copy', onclick: async () => {
    await navigator.clipboard.writeText(statement);
    text(button, 'Copied');
  }}, 'Copy');
  return h('div', {class: 'code'}, button, h('pre', {tabindex: 0}, statement));
}

/** What stands where there is nothing to show. */
export function empty(title, sentence) {
  return h('div', {class: 'empty'}, h('strong', {}, title), h('p', {}, sentence));
}
