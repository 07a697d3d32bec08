import { RETENTION_NAMES, USUAL_RETENTION } from '../../../domain/retention.ts';
import { can } from '../../../domain/role.ts';
import { seeRetention } from '../../../pipeline/retention.ts';
import { setRetention } from '../../../pipeline/retention-settings.ts';
import { retentionPage } from '../pages/retention.ts';
import type { Pages } from '../visit.ts';

export function retentionPages(pages: Pages): void {
  pages.show('/retention', 'audit.read', async ({ principal, clock, services }, tx) => ({
    title: 'How long is what kept?',
    current: 'audit',
    body: retentionPage({
      clock,
      state: await seeRetention(tx, services.retention ?? USUAL_RETENTION, clock.now),
      mayChange: can(principal.role, 'members.write'),
    }),
  }));

  pages.act('/retention', 'members.write', async ({ work, services }, form) => {
    const change = Object.fromEntries(
      RETENTION_NAMES.flatMap((name) => {
        const typed = form[name]?.trim();
        return typed === undefined ? [] : [[name, typed === '' ? null : Number(typed)]];
      }),
    );
    await work((w) => setRetention(w, services.retention ?? USUAL_RETENTION, change));
    return { to: '/retention', text: 'Saved. What is older goes tonight.' };
  });
}
