// Moderation: the cases that wait come by themselves, and the page of a case says when it has changed.

const place = document.querySelector('[data-live-cases]');
const shown = document.querySelector('[data-live-case]');

if (place || shown) {
  const stream = new EventSource('/console/live/cases');
  let first = true;
  stream.addEventListener('waiting', (event) => {
    if (!place) return;
    const { html, words, hand } = JSON.parse(event.data);
    const tasks = document.getElementById('hand-tasks');
    // a button that somebody stands on stays under them
    if (tasks && !first && !tasks.contains(document.activeElement)) tasks.innerHTML = hand;
    if (place.id !== 'open-cases') {
      // there was no case when the page was drawn
      if (!first) location.reload();
      first = false;
      return;
    }
    const had = document.activeElement?.closest('#open-cases') ? document.activeElement.getAttribute('href') : null;
    place.innerHTML = html;
    if (had) place.querySelector(`a[href="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
    if (!first) document.getElementById('cases-say').textContent = words;
    first = false;
  });
  stream.addEventListener('case', (event) => {
    if (shown && JSON.parse(event.data).ref === shown.dataset.liveCase) shown.hidden = false;
  });
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}

// N goes on to the next case, except where somebody writes
const next = document.querySelector('[data-next-case]');
addEventListener('keydown', (event) => {
  const { target } = event;
  const writing = target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog');
  if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (next && event.key.toLowerCase() === 'n') next.requestSubmit();
  // a digit says what somebody would have done
  if (/^[1-9]$/.test(event.key)) document.querySelector(`[data-answer="${event.key}"]`)?.click();
});
