// The desk: a question's answer as it is written, and alerts as they happen.

const composer = document.getElementById('composer');
const question = document.getElementById('question');
const turns = document.getElementById('turns');
const askButton = document.getElementById('ask');
const stopButton = document.getElementById('stop');
const aloud = document.getElementById('chat-say');
let running = null;

/** Reads server-sent events from a fetched answer: an event has a name and one line of JSON. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    let end = rest.indexOf('\n\n');
    while (end >= 0) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      end = rest.indexOf('\n\n');
      const name = /^event: (.+)$/m.exec(block)?.[1];
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (name && data) yield { name, data: JSON.parse(data) };
    }
  }
}

const parts = `<div class="asked"><p></p></div><div class="answer"><p class="progress"><span></span></p>
<div class="answer-text"></div><div class="answer-cards"></div></div>`;

function newTurn(text) {
  document.getElementById('welcome')?.remove();
  document.getElementById('anew').hidden = false;
  const turn = document.createElement('article');
  turn.className = 'turn arrived';
  turn.setAttribute('aria-label', text.slice(0, 80));
  turn.setAttribute('aria-busy', 'true');
  turn.innerHTML = parts;
  turn.querySelector('.asked p').textContent = text;
  progress(turn, 'Reading your question');
  // The question goes to the top and the answer grows below it: nothing moves under the reader's eyes.
  turns.querySelector('.asked-now')?.classList.remove('asked-now');
  turn.classList.add('asked-now');
  turns.append(turn);
  turn.scrollIntoView({ block: 'start' });
  return turn;
}

function progress(turn, words) {
  const line = turn.querySelector('.progress');
  if (!line) return;
  line.hidden = words === null;
  line.firstElementChild.textContent = words ?? '';
}

function show(turn, { name, data }) {
  switch (name) {
    case 'status':
      progress(turn, data.text);
      aloud.textContent = data.text;
      break;
    case 'text':
      progress(turn, null);
      turn.querySelector('.answer-text').innerHTML = data.html;
      break;
    case 'card': {
      const cards = turn.querySelector('.answer-cards');
      const old = cards.querySelector(`[data-card="${CSS.escape(data.key)}"]`);
      const made = document.createElement('template');
      made.innerHTML = data.html;
      const card = made.content.firstElementChild;
      card.classList.add('arrived');
      if (old) old.replaceWith(card);
      else cards.append(card);
      break;
    }
    case 'done':
      turn.innerHTML = data.html;
      composer.elements.session.value = data.session ?? '';
      aloud.textContent = data.text;
      break;
  }
}

function fail(turn, words, kept) {
  progress(turn, null);
  const line = document.createElement('div');
  line.className = 'flash flash-problem';
  line.setAttribute('role', 'alert');
  const text = document.createElement('p');
  text.textContent = words;
  line.append(text);
  turn.querySelector('.answer')?.prepend(line);
  if (kept && question.value === '') question.value = kept;
}

function busy(on) {
  askButton.hidden = on;
  stopButton.hidden = !on;
}

async function ask(text) {
  if (running || text.trim() === '') return;
  const turn = newTurn(text);
  question.value = '';
  running = new AbortController();
  busy(true);
  let ended = false;
  try {
    const response = await fetch(composer.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ text, session: composer.elements.session.value || undefined }),
      signal: running.signal,
    });
    if (response.status === 401) return location.assign('/sign-in');
    if (!response.ok || !response.body) {
      const problem = await response.json().catch(() => null);
      return fail(turn, problem?.detail ?? 'SafeNest could not take the question. Try again.', text);
    }
    for await (const event of events(response.body)) {
      if (event.name === 'done' || event.name === 'failed') ended = true;
      if (event.name === 'failed') fail(turn, event.data.text, text);
      else show(turn, event);
    }
    if (!ended) fail(turn, 'The answer broke off. What was done before is kept; ask again for the rest.', text);
  } catch (error) {
    if (error.name === 'AbortError') fail(turn, 'Stopped. What was done before is kept.', null);
    else fail(turn, 'SafeNest cannot be reached just now. Your question is kept below.', text);
  } finally {
    turn.setAttribute('aria-busy', 'false');
    progress(turn, null);
    running = null;
    busy(false);
    if (document.activeElement === document.body || document.activeElement === stopButton) question.focus();
  }
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  ask(question.value);
});
question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
document.querySelector('[data-suggestions]')?.addEventListener('submit', (event) => {
  event.preventDefault();
  ask(event.submitter.value);
});
stopButton.addEventListener('click', () => running?.abort());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && running && !document.querySelector('dialog[open]')) running.abort();
});

turns.querySelector('.turn:last-of-type')?.scrollIntoView({ block: 'start' });
// On a phone, focus would open the keyboard over the page.
if (matchMedia('(min-width: 60rem)').matches) question.focus({ preventScroll: true });

// ---- live alerts

const feed = document.getElementById('feed');
const FEED_LENGTH = 30;

function item(markup) {
  const made = document.createElement('template');
  made.innerHTML = markup;
  return made.content.firstElementChild;
}

function arrived({ key, html, words, open }) {
  const fresh = item(html);
  const old = feed.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const had = document.activeElement?.closest('[data-key]') === old && old !== null;
  // What only changed stays where it is; what happened again moves to the top.
  const moved = !old || old.querySelector('time').dateTime !== fresh.querySelector('time').dateTime;
  if (moved) {
    old?.remove();
    fresh.classList.add('arrived');
    feed.prepend(fresh);
    document.getElementById('live-say').textContent = words;
  } else old.replaceWith(fresh);
  if (had) fresh.querySelector('a').focus();
  while (feed.children.length > FEED_LENGTH) feed.lastElementChild.remove();
  counted(open);
}

function counted(open) {
  document.getElementById('feed-empty').hidden = feed.children.length > 0;
  const label = document.querySelector('[data-open-count]');
  if (label) label.textContent = open;
}

if (feed) {
  const state = document.getElementById('live-state');
  const stream = new EventSource('/console/live');
  const tell = (on, words) => {
    state.dataset.state = on ? 'on' : 'off';
    state.textContent = words;
  };
  // The server begins with the whole list, so nothing that happened while we were away is missed.
  stream.addEventListener('list', (event) => {
    const { html, open } = JSON.parse(event.data);
    feed.innerHTML = html;
    counted(open);
    tell(true, 'Live');
  });
  stream.addEventListener('alert', (event) => arrived(JSON.parse(event.data)));
  stream.addEventListener('error', () => tell(false, 'Connecting again'));
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
