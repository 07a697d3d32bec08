// Notifications of this browser: asks it, registers it with SafeNest, and says how that stands.

import { say } from './console.js';

const place = document.getElementById('push');
const button = document.getElementById('push-on');
const words = document.getElementById('push-say');

const keyBytes = (key) =>
  Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

async function show() {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = await registration?.pushManager.getSubscription();
  if (Notification.permission === 'denied') {
    words.textContent = 'This browser was told to show none of SafeNest; allow them in its settings first.';
    return;
  }
  button.hidden = place.dataset.full === 'yes';
  button.textContent = subscription ? 'Switch on anew in this browser' : 'Switch on in this browser';
  words.textContent = subscription
    ? 'This browser is switched on, unless it is missing below.'
    : place.dataset.full === 'yes'
      ? 'You have as many browsers as there may be; remove one first.'
      : '';
}

async function switchOn() {
  if ((await Notification.requestPermission()) !== 'granted') return show();
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope: '/' });
  await navigator.serviceWorker.ready;
  // what an earlier visitor of this browser switched on ends here
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: keyBytes(place.dataset.key),
  });
  const { endpoint, keys } = subscription.toJSON();
  const answer = await fetch('/api/v1/push-devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
  });
  if (answer.ok) return location.reload();
  await subscription.unsubscribe();
  say((await answer.json()).detail ?? 'That did not work. Try again.', 'problem');
}

button?.addEventListener('click', async () => {
  button.setAttribute('aria-busy', 'true');
  try {
    await switchOn();
  } catch (error) {
    say(`This browser could not be switched on: ${error.message}`, 'problem');
  } finally {
    button.removeAttribute('aria-busy');
  }
});
if (place) void show();
