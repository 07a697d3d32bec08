// Shows what SafeNest tells this browser, and opens its page. It keeps nothing, and answers for no page.

self.addEventListener('push', (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    // what is not ours to read still has to be shown as something
  }
  event.waitUntil(
    self.registration.showNotification(String(told.title ?? 'SafeNest'), {
      body: String(told.body ?? ''),
      tag: String(told.tag ?? 'safenest'),
      renotify: true,
      requireInteraction: told.severity === 'critical',
      data: { url: String(told.url ?? '/') },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/', self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});

// The browser has changed the address it is told at: SafeNest hears of the new one, while somebody is signed in here.
self.addEventListener('pushsubscriptionchange', (event) => {
  const { applicationServerKey } = event.oldSubscription?.options ?? {};
  if (!applicationServerKey) return;
  const again = async () => {
    const fresh =
      event.newSubscription ??
      (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
    const { endpoint, keys } = fresh.toJSON();
    await fetch('/api/v1/push-devices', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
    });
  };
  event.waitUntil(again());
});
