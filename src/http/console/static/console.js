// On every page: fresh relative times, a question before what cannot be undone, cards that answer in place.

const REFRESH_MS = 30_000;

/** As the server says them (src/messages/catalogue/ago.ts); a card says in its `lang` which language it is in. */
const AGO = {
  en: ['just now', (time) => `${time} ago`],
  de: ['gerade eben', (time) => `vor ${time}`],
  fr: ['à l’instant', (time) => `il y a ${time}`],
  es: ['ahora mismo', (time) => `hace ${time}`],
};

function relative(at, now, language) {
  const [justNow, ago] = AGO[language] ?? AGO.en;
  const seconds = Math.round((now - at) / 1000);
  if (seconds < 45) return justNow;
  if (seconds < 3570) return ago(`${Math.max(1, Math.round(seconds / 60))} min`);
  return seconds < 6 * 3600 ? ago(`${Math.round(seconds / 3600)} h`) : null;
}

function freshenTimes() {
  const now = Date.now();
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const words = relative(Date.parse(time.dateTime), now, time.closest('[lang]')?.lang);
    // Older times keep the words of the server, which knows the reader's zone.
    if (words && Date.parse(time.dateTime) <= now + 60_000) time.textContent = words;
  }
}
setInterval(freshenTimes, REFRESH_MS);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && freshenTimes());

/** Asks in a dialog; resolves to whether the answer was yes. */
export function ask(question, yes) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  const article = document.createElement('article');
  const words = document.createElement('p');
  words.id = 'ask-words';
  words.textContent = question;
  dialog.setAttribute('aria-labelledby', words.id);
  const row = document.createElement('div');
  row.className = 'actions';
  const no = document.createElement('button');
  no.className = 'secondary outline';
  no.textContent = 'No, go back';
  const go = document.createElement('button');
  go.className = 'danger outline';
  go.textContent = yes;
  row.append(no, go);
  article.append(words, row);
  dialog.append(article);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer = false;
    no.addEventListener('click', () => dialog.close());
    go.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    no.focus();
  });
}

/** The words shown for a moment after an action, and read aloud. */
export function say(text, tone = 'done') {
  document.querySelector('.toast')?.remove();
  const toast = document.createElement('div');
  toast.className = `toast flash flash-${tone}`;
  toast.setAttribute('role', tone === 'done' ? 'status' : 'alert');
  const words = document.createElement('p');
  document.body.append(toast);
  toast.append(words);
  // Set after it is in the page: a live region announces changes, not what it was born with.
  words.textContent = text;
  setTimeout(() => toast.remove(), 7000);
}

/** Puts a newer card where the older ones with its key stand, and where the one of the same matter stands that was pressed. */
function swapCard(key, markup, pressed) {
  const fresh = document.createElement('template');
  fresh.innerHTML = markup;
  const card = fresh.content.firstElementChild;
  if (!card) return;
  const matter = (of) => of?.split('/')[0];
  const isSame = pressed !== undefined && matter(pressed?.dataset.card) === matter(key);
  const old = new Set([...document.querySelectorAll(`[data-card="${CSS.escape(key)}"]`), ...(isSame ? [pressed] : [])]);
  if (old.size === 0) {
    pressed?.after(card);
    return;
  }
  for (const each of old) {
    const copy = card.cloneNode(true);
    copy.classList.add('swapped');
    each.replaceWith(copy);
    if (each === pressed) {
      copy.tabIndex = -1;
      copy.focus({ preventScroll: true });
    }
  }
}

async function press(form) {
  const data = new URLSearchParams(new FormData(form));
  data.delete('ask');
  const button = form.querySelector('button');
  button?.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(form.action, { method: 'POST', body: data, headers: { accept: 'application/json' } });
    if (response.status === 401) return location.assign('/sign-in');
    const answer = await response.json();
    if (!response.ok) return say(answer.detail ?? 'That did not work. Try again.', 'problem');
    const card = form.closest('[data-card]');
    // Outside a card the page itself shows the state, so it is loaded again with the words on top.
    if (!card) return location.assign(answer.back);
    if (answer.html) swapCard(answer.key, answer.html, card);
    say(answer.text);
  } catch {
    say('SafeNest cannot be reached just now. Nothing was changed; try again.', 'problem');
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

/** Whoever signs out here is told of nothing more in this browser. */
async function endNotifications() {
  const registration = await navigator.serviceWorker?.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.getAttribute('action') === '/sign-out') {
    event.preventDefault();
    await Promise.race([endNotifications().catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
    return form.submit();
  }
  const question = form.elements.namedItem('ask')?.value;
  const inPlace = form.hasAttribute('data-action') && form.closest('[data-card]');
  if (question && !form.dataset.asked) {
    event.preventDefault();
    if (!(await ask(question, form.querySelector('button')?.textContent ?? 'Yes'))) return;
    if (inPlace) return press(form);
    form.elements.namedItem('ask')?.remove();
    form.dataset.asked = 'yes';
    form.submit();
  } else if (inPlace) {
    event.preventDefault();
    await press(form);
  }
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      say('Copied.');
    } catch {
      say('The browser did not allow it. Select the text and copy it by hand.', 'problem');
    }
  });
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const inside = event.target;
  const field = document.querySelector('#question, #query');
  if (!field) return;
  // In the empty field it is the shortcut of somebody who did not see that they are there already.
  const alreadyThere = inside === field && field.value === '';
  if (!alreadyThere && inside instanceof HTMLElement && inside.closest('input, textarea, select, [contenteditable]'))
    return;
  event.preventDefault();
  field.focus();
});
