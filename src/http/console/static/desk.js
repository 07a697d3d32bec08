// The desk: a question's answer as it is written, and alerts as they happen.

import { droppedFiles } from './dropped-files.js';

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

const parts = `<div class="asked"><p dir="auto"></p></div><div class="answer"><p class="progress"><span></span></p>
<div class="answer-text"></div><div class="answer-cards"></div></div>`;

// ---- pictures of the question

const chosen = document.getElementById('pictures');
const attached = document.getElementById('attached');
const MOST_PICTURES = 5;
const LARGEST_PICTURE = 20 * 2 ** 20;
const THUMB = 144;
let pictures = [];

function tellPictures(words) {
  aloud.textContent = words;
}

/** A small copy as a data address: blob addresses are not shown under our content security policy. */
async function thumbnail(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, THUMB / Math.min(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.8);
}

async function shown(picture, holder) {
  try {
    picture.src ??= await thumbnail(picture.file);
    const image = document.createElement('img');
    image.src = picture.src;
    image.alt = picture.file.name;
    holder.replaceChildren(image);
  } catch {
    // what the browser cannot draw the desk may still be able to read
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = picture.file.name;
    holder.replaceChildren(name);
  }
}

function drawAttached() {
  attached.replaceChildren(
    ...pictures.map((picture) => {
      const line = document.createElement('li');
      const holder = document.createElement('span');
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'secondary';
      remove.textContent = '×';
      remove.setAttribute('aria-label', `Remove ${picture.file.name}`);
      remove.addEventListener('click', () => {
        pictures = pictures.filter((one) => one !== picture);
        drawAttached();
        question.focus();
      });
      line.append(holder, remove);
      shown(picture, holder);
      return line;
    }),
  );
  attached.hidden = pictures.length === 0;
  question.required = pictures.length === 0;
}

function attach(files) {
  if (files.length === 0) return tellPictures('There is no picture in that folder.');
  const said = [];
  for (const file of files) {
    if (pictures.length >= MOST_PICTURES) {
      said.push(`A question has at most ${MOST_PICTURES} pictures.`);
      break;
    }
    if (file.size > LARGEST_PICTURE) said.push(`${file.name} is larger than 20 MB.`);
    else pictures.push({ file });
  }
  drawAttached();
  if (pictures.length > 0)
    said.unshift(`${pictures.length === 1 ? '1 picture' : `${pictures.length} pictures`} added.`);
  tellPictures(said.join(' '));
}

chosen.addEventListener('change', () => {
  attach([...chosen.files]);
  chosen.value = '';
  question.focus();
});
const imagesIn = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
question.addEventListener('paste', (event) => {
  const images = imagesIn(event.clipboardData);
  if (images.length === 0) return;
  event.preventDefault();
  attach(images);
});
const desk = document.querySelector('.chat');
const brings = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
for (const name of ['dragenter', 'dragover'])
  desk.addEventListener(name, (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    composer.classList.add('dropping');
  });
for (const name of ['dragleave', 'drop'])
  desk.addEventListener(name, (event) => {
    if (name === 'drop' || !desk.contains(event.relatedTarget)) composer.classList.remove('dropping');
  });
desk.addEventListener('drop', (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  void droppedFiles(event.dataTransfer).then((files) => {
    attach(files);
    question.focus();
  });
});

/** What is sent: JSON, or a form where pictures come. */
function body(text, sent) {
  const session = composer.elements.session.value;
  if (sent.length === 0) return JSON.stringify({ text, session: session || undefined });
  const form = new FormData();
  form.append('text', text);
  form.append('session', session);
  for (const { file } of sent) form.append('pictures', file, file.name);
  return form;
}

function newTurn(text, sent) {
  document.getElementById('welcome')?.remove();
  document.getElementById('anew').hidden = false;
  const turn = document.createElement('article');
  turn.className = 'turn arrived';
  turn.setAttribute('aria-label', text.slice(0, 80) || 'A picture');
  turn.setAttribute('aria-busy', 'true');
  turn.innerHTML = parts;
  const said = turn.querySelector('.asked p');
  said.textContent = text;
  said.hidden = text === '';
  if (sent.length > 0) {
    const row = document.createElement('div');
    row.className = 'asked-pictures';
    for (const picture of sent) {
      const holder = document.createElement('span');
      row.append(holder);
      shown(picture, holder);
    }
    said.before(row);
  }
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

function fail(turn, words, kept, sent = []) {
  progress(turn, null);
  const line = document.createElement('div');
  line.className = 'flash flash-problem';
  line.setAttribute('role', 'alert');
  const text = document.createElement('p');
  text.textContent = words;
  line.append(text);
  turn.querySelector('.answer')?.prepend(line);
  if (kept && question.value === '') question.value = kept;
  if (sent.length > 0 && pictures.length === 0) {
    pictures = sent;
    drawAttached();
  }
}

function busy(on) {
  askButton.hidden = on;
  stopButton.hidden = !on;
}

async function ask(text) {
  if (running || (text.trim() === '' && pictures.length === 0)) return;
  const sent = pictures;
  const turn = newTurn(text, sent);
  question.value = '';
  pictures = [];
  drawAttached();
  running = new AbortController();
  busy(true);
  let ended = false;
  try {
    const response = await fetch(composer.action, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        ...(sent.length > 0 ? {} : { 'content-type': 'application/json' }),
      },
      body: body(text, sent),
      signal: running.signal,
    });
    if (response.status === 401) return location.assign('/sign-in');
    if (!response.ok || !response.body) {
      const problem = await response.json().catch(() => null);
      return fail(turn, problem?.detail ?? 'SafeNest could not take the question. Try again.', text, sent);
    }
    for await (const event of events(response.body)) {
      if (event.name === 'done' || event.name === 'failed') ended = true;
      if (event.name === 'failed') fail(turn, event.data.text, text, sent);
      else show(turn, event);
    }
    if (!ended) fail(turn, 'The answer broke off. What was done before is kept; ask again for the rest.', text, sent);
  } catch (error) {
    if (error.name === 'AbortError') fail(turn, 'Stopped. What was done before is kept.', null);
    else fail(turn, 'SafeNest cannot be reached just now. Your question is kept below.', text, sent);
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
