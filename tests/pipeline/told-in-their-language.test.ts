import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listProposals } from '../../src/db/proposals.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { isSafeNestError } from '../../src/errors.ts';
import { ACTION_IDS, performAction } from '../../src/pipeline/actions.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { FORM_IDS } from '../../src/pipeline/forms.ts';
import { addTask } from '../../src/pipeline/incident-tasks.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { setRooms } from '../../src/pipeline/rooms/rooms.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actingDesk } from '../support/acting-desk.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, type TestDatabase } from '../support/database.ts';
import { NOON } from '../support/moderation-desk.ts';

const KEY = auditKey('a secret for tests, long enough');
/** Words that no German sentence holds. */
const ENGLISH = /\b(the|is|are|this|there|not|has|you|your|already|belongs|does)\b/i;
/** A reference alone is the same in every language. */
const REFERENCE = /^[A-Z]{3,4}-\d+$/;

describe.each(databases.filter(({ name }) => name === 'embedded'))('what is told on $name', ({ open }) => {
  let opened: TestDatabase;
  let admin: Principal;
  let employee: Principal;
  let nonce: string;
  beforeAll(async () => {
    opened = await open();
    const desk = await actingDesk(opened);
    admin = desk.admin;
    employee = await desk.member('Elin', 'employee');
    await raiseTestAlert(opened.db, desk.orgId, { title: 'root' });
    await raiseTestAlert(opened.db, desk.orgId, { title: 'Tor' });
    await desk.as(async (work) => {
      await openIncident(work, { title: 'Tor', alertNumbers: [2] });
      await addTask(work, 1, { title: 'Tor', assignee: null, due: null });
      await createCamera(work, { name: 'Tor' });
      await setRooms(work, { enabled: true, floor: null });
      await proposeWrite(work, {
        kind: 'update_incident',
        args: { id: 'INC-1', status: 'contained' },
        untrusted: false,
      });
    });
    await desk.press(desk.ada, 'case.warn', 'CASE-1');
    nonce = await desk.as(async ({ tx }) => (await listProposals(tx, { limit: 1, whose: EVERYTHING }))[0]!.nonce!);
  });
  afterAll(() => opened?.close());

  /** What a press comes to, from one state: what it did is rolled back. */
  async function toldIn(
    who: Principal,
    presses: readonly { id: string; value: string; fields?: Record<string, string> }[],
    language: Language,
  ): Promise<string> {
    const principal = { ...who, place: { ...who.place, language } };
    let text = '';
    const work = async (tx: Work['tx']): Promise<never> => {
      for (const press of presses) {
        const told = await performAction({ tx, principal, now: NOON, auditKey: KEY }, press);
        text = told.text;
      }
      throw new Error('rolled back');
    };
    await withOrg(opened.db, who.orgId, work).catch((error: unknown) => {
      if (isSafeNestError(error)) text = error.message;
      else if (!(error instanceof Error) || error.message !== 'rolled back') throw error;
    });
    return text;
  }

  const VALUES: Record<string, string> = {
    incident: 'INC-1',
    alert: 'ALR-1',
    case: 'CASE-1',
    action: 'ACT-1',
    appeal: 'APL-99',
    camera: 'CAM-1',
    camera_event: 'EVT-98',
    person: 'PER-99/00000000-0000-7000-8000-000000000000',
    rule: '{"rule":"RULE-99","params":{}}',
    login: '00000000-0000-7000-8000-000000000000',
  };
  const aimOf = (id: string): string =>
    id === 'incident.task_done'
      ? 'INC-1#1'
      : id === 'alert.detach'
        ? 'ALR-2#INC-1'
        : id.startsWith('proposal.')
          ? `PROP-1:${nonce}`
          : (VALUES[id.split('.')[0]!] ?? 'x');

  test.each(ACTION_IDS)('%s tells a German reader in German', async (id) => {
    const value = aimOf(id);
    const ways: [Principal, { id: string; value: string }[]][] = [
      [admin, [{ id, value }]],
      [
        admin,
        [
          { id, value },
          { id, value },
        ],
      ],
      [admin, [{ id, value: value.replace(/\d+/, '98') }]],
      [admin, [{ id, value: '?' }]],
      [employee, [{ id, value }]],
    ];
    for (const [who, presses] of ways) await told(who, presses);
  });

  test.each(FORM_IDS)('the form %s does, too', async (id) => {
    const value = id === 'incident.create' ? '00000000-0000-7000-8000-000000000009' : aimOf(id);
    const filled: Record<string, string> = {
      ...{ title: 'Tor', severity: 'high', comment: 'Tor', task: 'Tor', commander: 'me', whom: 'ada', hours: '24' },
      ...{ days: '7', what: 'rule', incident: 'INC-1', step: 'warning', name: 'Ada', score: '4', well: 'gut' },
    };
    await told(admin, [{ id, value, fields: filled } as never]);
    await told(admin, [{ id, value, fields: {} } as never]);
    await told(employee, [{ id, value, fields: filled } as never]);
  });

  async function told(who: Principal, presses: { id: string; value: string }[]): Promise<void> {
    const english = await toldIn(who, presses, 'en');
    if (REFERENCE.test(english)) return;
    const german = await toldIn(who, presses, 'de');
    expect(german, JSON.stringify(presses)).not.toBe(english);
    expect(german, JSON.stringify(presses)).not.toMatch(ENGLISH);
  }
});

const EVERYTHING = {
  kinds: ['update_incident'],
  own: { actor: { kind: 'system', id: null }, kinds: [] },
} as never;
