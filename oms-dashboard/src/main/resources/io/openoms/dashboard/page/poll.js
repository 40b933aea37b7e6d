// One GET a second for the tab that is shown; an answer that did not change has no body.

const PERIOD = 1000;

export class Poll {
  #tab;
  #etag = null;
  #onView;
  #onLink;
  #timer = null;
  #asking = null;

  /**
   * onView gets each new view; onLink gets whether the run's program answers, and by how many
   * milliseconds its clock is ahead.
   */
  constructor(onView, onLink) {
    this.#onView = onView;
    this.#onLink = onLink;
    document.addEventListener('visibilitychange', () => document.hidden || this.now());
  }

  show(tab) {
    this.#tab = tab;
    this.#etag = null;
    this.now();
  }

  /** Asks at once, and every second from now on. */
  now() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    this.#ask(asking).finally(() => {
      if (this.#asking === asking && !document.hidden) this.#timer = setTimeout(() => this.now(), PERIOD);
    });
  }

  async #ask(asking) {
    const tab = this.#tab;
    try {
      const answer = await fetch(`/api/run?tab=${tab}`, {
        headers: this.#etag ? {'If-None-Match': this.#etag} : {},
        cache: 'no-store', signal: AbortSignal.any([asking.signal, AbortSignal.timeout(10000)])});
      if (answer.status === 403) throw new Error('The program was started again: open its new URL.');
      if (answer.status !== 200 && answer.status !== 304) throw new Error(`Answer ${answer.status}`);
      const ahead = Date.parse(answer.headers.get('Date')) - Date.now();
      if (answer.status === 200) {
        const view = await answer.json();
        this.#etag = answer.headers.get('ETag');
        this.#onView(tab, view);
      }
      this.#onLink(true, ahead, '');
    } catch (error) {
      if (!asking.signal.aborted) this.#onLink(false, 0, error.name === 'Error' ? error.message : '');
    }
  }
}

/** One object, with what created it. */
export async function getObject(source) {
  const answer = await fetch(`/api/object?source=${encodeURIComponent(source)}`, {cache: 'no-store'});
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Asks for an action; gives a sentence when it is refused. */
export async function act(name, option = '') {
  const answer = await fetch(`/api/action/${name}?option=${encodeURIComponent(option)}`, {method: 'POST'});
  return answer.ok ? '' : answer.text();
}
