import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNotifier } from '../../../src/app/notifier.ts';
import { createConsolePlatform } from '../../../src/bots/console/platform.ts';
import { listAlerts } from '../../../src/db/alerts.ts';
import { findCameraById } from '../../../src/db/cameras.ts';
import { addTurn, startSession } from '../../../src/db/chat-sessions.ts';
import { earlierNames } from '../../../src/db/earlier-names.ts';
import { listFaces } from '../../../src/db/faces.ts';
import { findProposal } from '../../../src/db/proposals.ts';
import { findRule } from '../../../src/db/rules.ts';
import { listSightings } from '../../../src/db/sightings.ts';
import { newId } from '../../../src/domain/id.ts';
import { shownName } from '../../../src/domain/person.ts';
import type { StoredPicture } from '../../../src/domain/picture.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { silentLog } from '../../../src/log.ts';
import { reasonNow, reasonText } from '../../../src/messages/camera-event-text.ts';
import { eventLine } from '../../../src/messages/views/camera-event-card.ts';
import { withKnown } from '../../../src/pipeline/alert-shown.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { auditKey, verifyAudit } from '../../../src/pipeline/audit.ts';
import type { Observed } from '../../../src/pipeline/cameras/observed.ts';
import { watchedPerson } from '../../../src/pipeline/cameras/rules/watched-person.ts';
import { seeCameraEvent } from '../../../src/pipeline/cameras/see-camera.ts';
import { commentOnIncident, openIncident } from '../../../src/pipeline/incidents.ts';
import { decideProposal } from '../../../src/pipeline/proposals/decide.ts';
import { proposeWrite } from '../../../src/pipeline/proposals/propose.ts';
import { seePersonChanges, undoPersonChange } from '../../../src/pipeline/recognition/change-people.ts';
import {
  recordOrganisationConsent,
  recordPersonConsent,
  seeConsents,
} from '../../../src/pipeline/recognition/consents.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { identify } from '../../../src/pipeline/recognition/identify.ts';
import { confirmFace, rejectFace } from '../../../src/pipeline/recognition/judge-faces.ts';
import { mergePeople, splitPerson } from '../../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { personCalled, seePeople, seePerson } from '../../../src/pipeline/recognition/people.ts';
import { lastSeen, seeSightings } from '../../../src/pipeline/recognition/sightings.ts';
import { createRule, describeRule, listRuleVersions, revertRule, updateRule } from '../../../src/pipeline/rules.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { embedder, faceDesk, looks, seenFace } from '../../support/faces.ts';

describe.each(databases)('people on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  /** An organisation that recognises faces, one camera and two events. */
  async function begun() {
    const organisation = await newOrganisation(opened.db);
    const desk = faceDesk(opened, organisation.admin);
    await desk.allow();
    const cameraId = await desk.camera();
    const event = async (at?: Date) => ({ id: await desk.event(cameraId, at), cameraId });
    return { ...organisation, ...desk, cameraId, event };
  }
  const auditText = (desk: Awaited<ReturnType<typeof begun>>): Promise<string> =>
    desk.inOrg(async ({ tx }) => {
      const lines = await tx.selectFrom('audit_entry').select(['action', 'subject', 'detail']).orderBy('seq').execute();
      return JSON.stringify(lines);
    });

  test('nobody is recognised, and nothing kept, before an admin records the organisation’s consent', async () => {
    const { admin, member, orgId: _org } = await newOrganisation(opened.db);
    const desk = faceDesk(opened, admin);
    const officer = await member('officer');
    expect(await desk.see([seenFace(looks(0))])).toEqual([]);
    const [decision] = await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder));
    expect(decision).toMatchObject({ result: 'unavailable', reason: 'no_consent' });
    await expect(
      desk.as(officer, (work) => recordOrganisationConsent(work, { state: 'given', text: 'x' })),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await desk.allow();
    expect(await desk.see([seenFace(looks(0))])).toMatchObject([{ isNew: true }]);
    await desk.inOrg((work) => recordOrganisationConsent(work, { state: 'withdrawn', text: 'No longer' }));
    expect(await desk.see([seenFace(looks(0))])).toEqual([]);
    const given = await desk.as(officer, (work) => seeConsents(work, null));
    expect(given.map(({ state, text, recordedBy }) => [state, text, recordedBy])).toEqual([
      ['withdrawn', 'No longer', admin.name],
      ['given', 'Our policy', admin.name],
    ]);
  });

  test('a stranger gets a label and keeps it; a poor picture makes nobody', async () => {
    const desk = await begun();
    const [first] = await desk.see([seenFace(looks(0))]);
    expect(first).toMatchObject({ isNew: true, face: { assigned: 'new' } });
    expect(first!.person!.label).toMatch(/^Person_[0-9A-F]{8}$/);
    const [again] = await desk.see([seenFace(looks(0, { 1: 0.4 }))]);
    expect(again).toMatchObject({ isNew: false, person: { id: first!.person!.id }, face: { assigned: 'matched' } });
    const small = { size: 30, sharpness: 200, turned: 0.1, overall: 0.2 };
    expect(await desk.see([seenFace(looks(5), { quality: small })])).toMatchObject([{ person: null, isNew: false }]);
    // another model's numbers are of another length
    const [other] = await desk.inOrg(({ tx }) => identify(tx, [seenFace(new Float32Array(8))], embedder));
    expect(other).toMatchObject({ result: 'unavailable', reason: 'other_model' });
  });

  test('two pictures of one stranger at once make one person', async () => {
    const desk = await begun();
    const both = await Promise.all([desk.see([seenFace(looks(0))]), desk.see([seenFace(looks(0, { 1: 0.2 }))])]);
    expect(new Set(both.map(([one]) => one!.person!.id)).size).toBe(1);
  });

  test('two faces in one picture are two people', async () => {
    const desk = await begun();
    const two = await desk.see([seenFace(looks(0)), seenFace(looks(1))]);
    expect(new Set(two.map(({ person }) => person?.id)).size).toBe(2);
    const [a, b] = two.map(({ person }) => person!.number) as [number, number];
    await expect(desk.inOrg((work) => mergePeople(work, { into: a, from: b }))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in one picture together'),
    });
  });

  test('are named and found by name, label or reference; names stand in no audit line', async () => {
    const desk = await begun();
    const officer = await desk.member('officer');
    const employee = await desk.member('employee');
    const [seen] = await desk.see([seenFace(looks(0))]);
    const { number, label } = seen!.person!;
    const { changeId } = await desk.as(officer, (work) => namePerson(work, number, ' Dana   Whitfield '));
    for (const said of [`PER-${number}`, label.toLowerCase(), 'dana whitfield', 'Dana', 'whit'])
      expect(shownName(await desk.inOrg((work) => personCalled(work, said)))).toBe('Dana Whitfield');
    await expect(desk.inOrg((work) => personCalled(work, 'Nobody'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.as(employee, (work) => personCalled(work, 'Dana'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.as(await desk.member('manager'), (work) => namePerson(work, number, 'X'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const [other] = await desk.see([seenFace(looks(1))]);
    await desk.inOrg((work) => namePerson(work, other!.person!.number, 'Dana Marsh'));
    await expect(desk.inOrg((work) => personCalled(work, 'Dana'))).rejects.toThrow(
      /could be Dana Whitfield .* or Dana Marsh/,
    );
    expect(await auditText(desk)).not.toContain('Dana');
    await desk.inOrg((work) => undoPersonChange(work, changeId!));
    expect((await desk.inOrg((work) => seePerson(work, number))).name).toBeNull();
    await expect(desk.inOrg((work) => undoPersonChange(work, changeId!))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a rule goes on meaning whom it named, once they are renamed or turn out to be somebody else', async () => {
    const desk = await begun();
    const [gerd] = await desk.see([seenFace(looks(0))]);
    const [stranger] = await desk.see([seenFace(looks(1))]);
    const [other] = await desk.see([seenFace(looks(2))]);
    const id = gerd!.person!.id;
    const names = async () => (await desk.inOrg(({ tx }) => earlierNames(tx, [id]))).get(id)?.toSorted() ?? [];
    expect(await names()).toEqual([]);
    await desk.inOrg((work) => namePerson(work, gerd!.person!.number, 'Gerd'));
    const { changeId } = await desk.inOrg((work) => namePerson(work, gerd!.person!.number, 'Gerhard'));
    expect(await names()).toEqual(expect.arrayContaining(['Gerd']));
    // somebody else has the name now: it means them
    await desk.inOrg((work) => namePerson(work, other!.person!.number, 'Gerd'));
    expect(await names()).not.toContain('Gerd');
    const { number, label } = stranger!.person!;
    await desk.inOrg((work) => mergePeople(work, { into: gerd!.person!.number, from: number }, { anyway: true }));
    expect(await names()).toEqual(expect.arrayContaining([`PER-${number}`, label]));
    expect(changeId).not.toBeNull();
    // what was taken back was a mistake
    const { changeId: wrong } = await desk.inOrg((work) => namePerson(work, other!.person!.number, 'Wrong name'));
    await desk.inOrg((work) => undoPersonChange(work, wrong!));
    const others = (await desk.inOrg(({ tx }) => earlierNames(tx, [other!.person!.id]))).get(other!.person!.id);
    expect(others ?? []).not.toContain('Wrong name');
  });

  test('an alert about somebody says who it was once they have a name or are merged, wherever it stands, and how it was before', async () => {
    const desk = await begun();
    const event = await desk.event();
    const [dana] = await desk.see([seenFace(looks(0))], { event });
    const [other] = await desk.see([seenFace(looks(1))]);
    const { label } = dana!.person!;
    const summary = `1 person (${label}) at Front door.`;
    const number = await desk.inOrg(async ({ tx }) => {
      const objects = JSON.stringify({ person: { most: 1, score: 0.9 } });
      const reasons = JSON.stringify([`unknown_person: ${label}`, 'person']);
      const told = { objects, summary, summary_by: 'rules', reasons };
      const rows = await tx.updateTable('camera_event').set(told).returning('number').execute();
      return rows[0]!.number;
    });
    const eventNow = () => desk.inOrg((work) => seeCameraEvent(work, number));
    const alert = await raiseTestAlert(opened.db, desk.orgId, {
      title: `Unknown person ${dana!.person!.label} at the dock`,
    });
    await desk.inOrg(({ tx }) =>
      tx.updateTable('alert').set({ person_id: dana!.person!.id }).where('number', '=', alert).execute(),
    );
    const told = () =>
      desk.inOrg(async ({ tx }) => {
        const news = await tx.selectFrom('outbox').select(['id', 'kind', 'subject']).execute();
        await tx.deleteFrom('outbox').execute();
        const [one] = news.filter(({ kind }) => kind === 'alert_changed');
        return one ? (await composeAnnouncement(tx, one, (ref) => ref))!.text : null;
      });
    await told();
    expect((await eventNow()).since.size).toBe(0);
    const { changeId } = await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana Whitfield'));
    expect((await eventNow()).since.get(label)).toBe('Dana Whitfield');
    expect(await told()).toContain(`Dana Whitfield (PER-${dana!.person!.number})`);
    await desk.inOrg((work) => undoPersonChange(work, changeId!));
    expect(await told()).not.toContain('Dana Whitfield');
    await desk.inOrg((work) => namePerson(work, other!.person!.number, 'Kim Park'));
    expect(await told()).toBeNull();
    await desk.inOrg((work) =>
      mergePeople(work, { into: other!.person!.number, from: dana!.person!.number }, { anyway: true }),
    );
    expect(await told()).toContain('Kim Park');
    // lists and programs are told it, too, with what was written down then beside it; whoever may not read about people is not
    const seen = await eventNow();
    expect(eventLine(seen, 'en')).toContain('Kim Park');
    expect(seen.event).toMatchObject({ summary });
    expect(seen.event.reasons.map((reason) => reasonNow(reason, seen.since))).toEqual([
      `unknown_person: ${label}, known since as Kim Park`,
      'person',
    ]);
    expect(reasonText(seen.event.reasons[0]!, 'fr', seen.since)).toContain(`${label}, connue depuis comme Kim Park`);
    const listed = (principal: Principal) =>
      desk.as(principal, async (work) => (await withKnown(work, await listAlerts(work.tx, { limit: 9 })))[0]!.knownAs);
    expect(await listed(desk.admin)).toEqual({ number: other!.person!.number, name: 'Kim Park' });
    expect(await listed(await desk.member('moderator'))).toBeUndefined();
  });

  test('“not this person” is remembered: for that face, for the next that looks the same, and for merging', async () => {
    const desk = await begun();
    const event = await desk.event();
    const [dana] = await desk.see([seenFace(looks(0))], { event: await desk.event() });
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    const sister = looks(0, { 1: 0.8 });
    const [wrong] = await desk.see([seenFace(sister)], { event });
    expect(wrong!.person!.id).toBe(dana!.person!.id);
    const { made, changeId } = await desk.inOrg((work) => rejectFace(work, wrong!.face.id));
    expect(made).not.toBeNull();
    // her sighting is the other's now
    const seen = await desk.inOrg(({ tx }) => listSightings(tx, { cameraEventId: event.id }, 10));
    expect(seen.map(({ personId }) => personId)).toEqual([made!.id]);
    const [next] = await desk.see([seenFace(looks(0, { 1: 0.75 }))]);
    expect(next!.person?.id).not.toBe(dana!.person!.id);
    const numbers = { into: dana!.person!.number, from: made!.number };
    await expect(desk.inOrg((work) => mergePeople(work, numbers))).rejects.toThrow(/Somebody said/);
    const merged = await desk.inOrg((work) => mergePeople(work, numbers, { anyway: true }));
    await desk.inOrg((work) => undoPersonChange(work, merged.changeId));
    await expect(desk.inOrg((work) => mergePeople(work, numbers))).rejects.toThrow(/Somebody said/);
    await desk.inOrg((work) => undoPersonChange(work, changeId));
    const back = await desk.inOrg(({ tx }) => listSightings(tx, { cameraEventId: event.id }, 10));
    expect(back.map(({ personId }) => personId)).toContain(dana!.person!.id);
    await expect(desk.inOrg((work) => rejectFace(work, dana!.face.id))).resolves.toBeTruthy();
  });

  test('“this is right” makes a picture one by which they are recognised', async () => {
    const desk = await begun();
    const [dana] = await desk.see([seenFace(looks(0))]);
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    // not sure: a little below the threshold
    const [unsure] = await desk.see([seenFace(looks(0, { 1: 2.4 }))]);
    expect(unsure).toMatchObject({ person: null, face: { decision: { result: 'unsure' } } });
    await desk.inOrg((work) => confirmFace(work, unsure!.face.id));
    const [now] = await desk.see([seenFace(looks(0, { 1: 2.6 }))]);
    expect(now!.person!.id).toBe(dana!.person!.id);
    expect(await desk.inOrg((work) => confirmFace(work, unsure!.face.id))).toMatchObject({ changeId: null });
  });

  test('split makes somebody new who is held apart', async () => {
    const desk = await begun();
    const [first] = await desk.see([seenFace(looks(0))]);
    const [second] = await desk.see([seenFace(looks(0, { 1: 0.9 }))]);
    expect(second!.person!.id).toBe(first!.person!.id);
    const { number } = first!.person!;
    const { made } = await desk.inOrg((work) => splitPerson(work, number, [second!.face.id]));
    const [next] = await desk.see([seenFace(looks(0, { 1: 0.95 }))]);
    expect(next!.person!.id).toBe(made.id);
    await expect(desk.inOrg((work) => splitPerson(work, number, [first!.face.id]))).rejects.toThrow(
      /nothing would be left/,
    );
    await expect(desk.inOrg((work) => splitPerson(work, number, []))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('whoever takes their consent back is not recognised, and what they were recognised by is erased', async () => {
    const desk = await begun();
    const [dana] = await desk.see([seenFace(looks(0))]);
    const person = dana!.person!;
    await desk.inOrg((work) => recordPersonConsent(work, person, { state: 'withdrawn', text: 'By e-mail' }));
    const [decision] = await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder));
    expect(decision).toMatchObject({ result: 'no_match' });
    await expect(desk.inOrg((work) => confirmFace(work, dana!.face.id))).rejects.toThrow(/took back their consent/);
  });

  test('a rule keeps whom it meant when it was written, whoever gets the name later; so do its versions, and what is proposed', async () => {
    const desk = await begun();
    const seen = await desk.see([seenFace(looks(0)), seenFace(looks(3))], { event: await desk.event() });
    const [hugo, chosen] = seen.map(({ person }) => person!.number) as [number, number];
    const name = (number: number, called: string) => desk.inOrg((work) => namePerson(work, number, called));
    const make = (people: string[]) =>
      desk.inOrg((work) => createRule(work, { kind: 'watched_person', params: { people }, state: 'active' }));
    const now = async ({ number }: { number: number }) => (await desk.inOrg(({ tx }) => findRule(tx, number)))!;
    const watched = async (rule: { number: number }, number: number): Promise<boolean> => {
      const { params } = await now(rule);
      return desk.inOrg(async ({ tx, ...work }) => {
        const person = await seePerson({ tx, ...work }, number);
        const one = { ...person, personId: person.id, by: 'appearance', score: null, pictureId: null };
        const event = { risk: 50, endedAt: work.now, bestPictureId: null };
        const observed = { event, sums: [], people: [one], earlier: await earlierNames(tx, [person.id]) };
        return watchedPerson.bind(params).evaluate({ ...observed, timeZone: 'UTC' } as unknown as Observed).length > 0;
      });
    };
    // written before anybody was called so, and by somebody who may only propose
    const early = await make(['hugo']);
    await name(hugo, 'Hugo');
    const rule = await make(['HUGO', ` Dana `]);
    expect((await now(rule)).params.people).toEqual([`HUGO (PER-${hugo})`, 'Dana']);
    expect(describeRule(await now(rule))).toContain(`HUGO (PER-${hugo})`);
    const other = await make(['Dana']);
    const patch = { params: { people: ['Hugo'] } };
    const change = await desk.inOrg(async (work) =>
      proposeWrite(work, { kind: 'change_rule', args: { rule: `RULE-${other.number}`, patch }, untrusted: false }),
    );
    await desk.inOrg((work) => updateRule(work, early.number, { params: { people: ['hugo', 'Eve'] } }));
    await name(hugo, 'Ugo');
    await name(chosen, 'Hugo');
    for (const one of [early, rule]) {
      expect([await watched(one, hugo), await watched(one, chosen)]).toEqual([true, false]);
    }
    await desk.inOrg((work) =>
      decideProposal(work, change.proposal.number, {
        decision: 'approve',
        nonce: change.proposal.nonce!,
        note: '',
      }),
    );
    expect([await watched(other, hugo), await watched(other, chosen)]).toEqual([true, false]);
    // back to what was written while nobody was called so yet
    await desk.inOrg((work) => revertRule(work, early.number, 1));
    expect([await watched(early, hugo), await watched(early, chosen)]).toEqual([true, false]);
    const anew = await make(['Hugo']);
    expect([await watched(anew, hugo), await watched(anew, chosen)]).toEqual([false, true]);
    // whoever turns out to be them is meant, and whoever is forgotten is not taken for whom a rule meant
    await desk.inOrg((work) => forgetPerson(work, chosen));
    expect(await now(anew)).toMatchObject({ state: 'retired', params: { people: [], forgotten: [`PER-${chosen}`] } });
    expect(await watched(rule, hugo)).toBe(true);
    await desk.inOrg((work) => updateRule(work, rule.number, { name: 'Ugo watch (Hugo)' }));
    await desk.inOrg((work) => forgetPerson(work, hugo));
    expect(await now(rule)).toMatchObject({
      name: `PER-${hugo} watch (PER-${hugo})`,
      params: { people: ['Dana'], forgotten: [`PER-${hugo}`] },
    });
    const written = await desk.inOrg(({ tx }) => tx.selectFrom('rule_version').select(['name', 'params']).execute());
    expect(JSON.stringify(written)).not.toMatch(/hugo|ugo /i);
  });

  test('what watched for somebody who is forgotten goes on with others or is over, and says why; nothing brings them back', async () => {
    const desk = await begun();
    const event = await desk.event();
    const seen = await desk.see([seenFace(looks(0)), seenFace(looks(3))], { event });
    const [dana, eve] = seen.map(({ person }) => person!.number) as [number, number];
    const ref = `PER-${dana}`;
    await desk.inOrg((work) => namePerson(work, dana, 'Dana Whitfield'));
    await desk.inOrg((work) => namePerson(work, eve, 'Dana Ellis'));
    const rule = (people: string[], state: 'active' | 'draft' = 'active') =>
      desk.inOrg((work) =>
        createRule(work, { kind: 'watched_person', name: people.join(), params: { people }, state }),
      );
    const [alone, both, draft] = [
      await rule(['dana whitfield']),
      await rule([ref, 'Dana Ellis']),
      await rule(['Dana Whitfield'], 'draft'),
    ];
    const changed = await rule(['Dana Ellis']);
    const ruleRef = ({ number }: { number: number }) => `RULE-${number}`;
    const propose = (kind: 'create_rule' | 'change_rule' | 'create_incident', args: Record<string, unknown>) =>
      desk.inOrg(async (work) => (await proposeWrite(work, { kind, args, untrusted: false })).proposal);
    const [wish, change, mixed, report] = [
      await propose('create_rule', { rule: ruleRef(draft) }),
      await propose('change_rule', { rule: ruleRef(changed), patch: { params: { people: ['Dana Whitfield'] } } }),
      await propose('change_rule', {
        rule: ruleRef(both),
        patch: { params: { people: [ref, 'Dana Ellis'] }, name: 'Both' },
      }),
      await propose('create_incident', { title: 'Dana Whitfield at the door', severity: 'low' }),
    ];
    await desk.inOrg((work) => updateRule(work, alone.number, { severity: 'low' }));
    await desk.inOrg(({ tx }) => tx.deleteFrom('outbox').execute());
    const officer = await desk.member('officer');
    await desk.as(officer, (work) => forgetPerson(work, dana));

    const now = async ({ number }: { number: number }) => (await desk.inOrg(({ tx }) => findRule(tx, number)))!;
    expect(await now(alone)).toMatchObject({ state: 'retired', params: { people: [], forgotten: [ref] } });
    expect(await now(both)).toMatchObject({
      state: 'active',
      params: { people: [`Dana Ellis (PER-${eve})`], forgotten: [ref] },
    });
    expect(await now(draft)).toMatchObject({ state: 'rejected' });
    expect(describeRule(await now(alone))).toBe(`Nobody any more: ${ref}, whom it watched for, was forgotten`);
    expect(describeRule(await now(both), 'de')).toContain(`Dana Ellis (PER-${eve}) ist zu sehen (`);
    const proposal = async ({ number }: { number: number }) =>
      (await desk.inOrg(({ tx }) => findProposal(tx, number)))!;
    for (const one of [wish, change])
      expect(await proposal(one)).toMatchObject({
        state: 'superseded',
        outcome: `${ref}, whom it was about, was forgotten`,
      });
    // what goes on is sealed anew: it can be approved, by whoever sees it as it is now
    expect(await proposal(mixed)).toMatchObject({ state: 'pending', args: { patch: { name: 'Both' } } });
    for (const one of [mixed, report]) {
      const nonce = (await proposal(one)).nonce!;
      const decided = await desk.inOrg((work) => decideProposal(work, one.number, { nonce, decision: 'approve' }));
      expect(decided).toMatchObject({ done: true, proposal: { state: 'approved' } });
    }
    expect((await now(both)).params.people).toEqual([`Dana Ellis (PER-${eve})`]);

    const news = await desk.inOrg(({ tx }) => tx.selectFrom('outbox').select(['id', 'kind', 'subject']).execute());
    // the console's feed shows rules no more than proposals: they have pages of their own
    const feed: string[] = [];
    const parts = { db: opened.db, now: () => new Date(), wake: () => {}, log: silentLog() };
    const screen = createConsolePlatform({ publish: async (_, { ref }) => void feed.push(ref) });
    const notifier = openNotifier(
      parts,
      [screen],
      (said) => said,
      () => (id) => id,
    );
    for (const { id, kind } of news)
      if (kind === 'rule_changed' || kind === 'proposal_changed') await notifier.deliver(desk.orgId, id);
    expect(feed).toEqual([]);
    const told = news.filter(({ kind }) => kind === 'rule_changed').map(({ subject }) => subject);
    expect(told.toSorted()).toEqual([alone.id, both.id].toSorted());
    expect(news).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'proposal_changed', subject: wish.id })]),
    );
    const card = await desk.inOrg(({ tx }) =>
      composeAnnouncement(tx, { kind: 'rule_changed', subject: alone.id }, (said) => said, new Date(), undefined, 'fr'),
    );
    expect(card).toMatchObject({ purpose: 'approvals', needs: 'rules.read', state: { status: 'retired' } });
    expect(card!.text).toContain(`Plus personne : ${ref}`);

    const refused = { code: 'conflict', message: expect.stringContaining('watched for was forgotten') };
    await expect(desk.inOrg((work) => updateRule(work, alone.number, { state: 'active' }))).rejects.toMatchObject(
      refused,
    );
    await expect(desk.inOrg((work) => revertRule(work, alone.number, 1))).rejects.toMatchObject(refused);
    const on = { rule: ruleRef(alone), patch: { state: 'active' } };
    await expect(propose('change_rule', on)).rejects.toMatchObject(refused);
    const anew = { params: { people: ['Dana Ellis'] }, state: 'active' } as const;
    expect(await desk.inOrg((work) => updateRule(work, alone.number, anew))).toMatchObject({ state: 'active' });
    for (const made of [alone, both]) {
      const versions = await desk.inOrg(({ tx }) => listRuleVersions(tx, made.id));
      expect(JSON.stringify(versions)).not.toMatch(/Whitfield/i);
      expect(versions.flatMap(({ params }) => params.people)).not.toContain(ref);
    }
    expect(await auditText(desk)).toMatch(/rule\.update/);
  });

  test('forgetting deletes the pictures of questions whose answers told of them, also where no face of it was kept', async () => {
    const desk = await begun();
    const event = await desk.event();
    const [dana, other] = await desk.see([seenFace(looks(0)), seenFace(looks(3))], { event });
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana Whitfield'));
    await desk.inOrg((work) => namePerson(work, other!.person!.number, 'Hugo Ellis'));
    const asked = (answer: string, part: Partial<StoredPicture> = { class: 'question' }): Promise<string> =>
      desk.inOrg(async (work) => {
        const { id } = await desk.picture(work, part);
        const session = await startSession(work.tx, { owner: 'member:1', place: 'console:1' }, work.now);
        const trace = { pictures: [id, 'no id', 7] };
        const turn = { at: work.now, question: 'who is this?', answer, citations: [], steps: [], cards: [], trace };
        await addTurn(work.tx, session, turn, newId());
        return id;
      });
    const theirs = await asked(`This is Dana Whitfield [PER-${dana!.person!.number}].`);
    const maybe = await asked(`Not sure: this may be PER-${dana!.person!.number}.`);
    const of = await asked(`This is Hugo Ellis [PER-${other!.person!.number}].`);
    const frame = await asked('Dana Whitfield was at the door.', { class: 'frame' });
    // asked by whoever may name people: the face is kept, and is nobody’s as long as nobody says whose
    const face = (pictureId: string, personId: string | null, box: number[]) =>
      desk.inOrg(({ tx, now }) =>
        tx
          .insertInto('face')
          .values({
            id: newId(),
            org_id: tx.orgId,
            picture_id: pictureId,
            person_id: personId,
            camera_event_id: null,
            at: now,
            box,
            points: [],
            score: 0.9,
            quality: JSON.stringify({}) as never,
            source: 'question',
            assigned: personId === null ? null : 'confirmed',
          })
          .execute(),
      );
    const unsure = await asked(`Not sure: it may be Dana Whitfield [PER-${dana!.person!.number}].`);
    await face(unsure, null, [0.1, 0.1, 0.2, 0.2]);
    const both = await asked(`Hugo Ellis, and it may be Dana Whitfield [PER-${dana!.person!.number}].`);
    await face(both, other!.person!.id, [0.5, 0.5, 0.2, 0.2]);
    await face(both, null, [0.1, 0.1, 0.2, 0.2]);
    const { pictures } = await desk.inOrg((work) => forgetPerson(work, dana!.person!.number));
    const left = await desk.inOrg(({ tx }) => tx.selectFrom('picture').select('id').execute());
    const ids = left.map(({ id }) => id);
    expect([theirs, maybe, unsure].filter((id) => ids.includes(id))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining([of, frame, both]));
    expect(pictures).toBe(3);
    const blackened = await desk.inOrg(({ tx }) =>
      tx.selectFrom('picture_redaction').select(['picture_id', 'boxes']).execute(),
    );
    expect(blackened).toContainEqual({ picture_id: both, boxes: [[0.1, 0.1, 0.2, 0.2]] });
  });

  test('forgetting takes the name out of whatever was written, and only of that', async () => {
    const desk = await begun();
    const event = await desk.event();
    const [dana, namesake] = await desk.see([seenFace(looks(0)), seenFace(looks(3))], { event });
    const person = dana!.person!;
    const ref = `PER-${person.number}`;
    await desk.inOrg((work) => namePerson(work, person.number, 'Dana Witfield'));
    await desk.inOrg((work) => namePerson(work, person.number, 'Dana Whitfield'));
    await desk.inOrg((work) => namePerson(work, namesake!.person!.number, 'Dana Ellis'));
    const watched = await desk.inOrg((work) =>
      createRule(work, {
        kind: 'watched_person',
        name: 'Dana Whitfield is here',
        params: { people: ['Dana Whitfield'] },
      }),
    );
    const turn = (question: string, answer: string): Promise<string> =>
      desk.inOrg(async ({ tx, now }) => {
        const [session, id] = [await startSession(tx, { owner: 'member:1', place: 'console:1' }, now), newId()];
        const link = '/logs?exclude_user=Dana+Whitfield%2CDana%20Whitfield&range=today';
        const cards = [{ key: 'x', parts: [{ kind: 'link' as const, label: 'All in the logs', url: link }] }];
        await addTurn(
          tx,
          session,
          { at: now, question, answer, citations: [], steps: [], cards: cards as never, trace: {} },
          id,
        );
        return id;
      });
    const asked = await turn(
      'when did I last see dana?',
      `${ref} was seen an hour ago: Dana Whitfield, formerly Dana Witfield.`,
    );
    const other = await turn('and Dana Ellis?', 'Dana Ellis was seen today.');
    const alertId = await desk.inOrg(async ({ tx, now }) => {
      await tx.updateTable('camera_event').set({ summary: '1 person (Dana Whitfield) at Front door.' }).execute();
      const id = newId();
      await tx
        .insertInto('alert')
        .values({
          id,
          org_id: tx.orgId,
          number: 900,
          rule_id: null,
          kind: 'watched_person',
          fingerprint: `watched_person:${person.id}`,
          severity: 'high',
          title: 'Dana Whitfield, who is watched for, at Front door',
          facts: JSON.stringify([{ label: 'Who', value: 'Dana Whitfield' }]),
          first_seen: now,
          last_seen: now,
          count: 1,
          account: null,
          address: null,
          country: null,
          raised_at: now,
          updated_at: now,
          status_by: null,
          status_note: null,
          incident_id: null,
          person_id: person.id,
        })
        .execute();
      return id;
    });
    const incident = await desk.inOrg((work) =>
      openIncident(work, { title: 'Dana Whitfield at the door', alertNumbers: [900] }),
    );
    await desk.inOrg((work) => commentOnIncident(work, incident.number, 'Spoke to Dana Whitfield.'));
    const { texts } = await desk.inOrg((work) => forgetPerson(work, person.number));
    expect(texts).toBeGreaterThanOrEqual(6);
    const left = await desk.inOrg(async ({ tx }) => {
      const tables = [
        'alert',
        'camera_event',
        'chat_turn',
        'incident',
        'incident_entry',
        'rule',
        'audit_entry',
        'person',
      ];
      const rows: string[] = [];
      for (const table of tables)
        rows.push(
          ...(await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(tx)).rows.map(
            ({ row }) => row,
          ),
        );
      return rows.filter((row) => /wh?itfield/i.test(row));
    });
    expect(left).toEqual([]);
    const turns = await desk.inOrg(({ tx }) =>
      tx.selectFrom('chat_turn').select(['id', 'question', 'answer']).execute(),
    );
    expect(turns.find(({ id }) => id === asked)).toMatchObject({
      question: `when did I last see ${ref}?`,
      answer: `${ref} was seen an hour ago: ${ref}, formerly ${ref}.`,
    });
    expect(turns.find(({ id }) => id === other)).toMatchObject({ question: 'and Dana Ellis?' });
    const rule = await desk.inOrg(({ tx }) => findRule(tx, watched.number));
    expect(rule).toMatchObject({ name: `${ref} is here`, state: 'rejected', params: { people: [], forgotten: [ref] } });
    const versions = await desk.inOrg(({ tx }) => tx.selectFrom('rule_version').select(['name', 'params']).execute());
    const without = { name: `${ref} is here`, params: expect.objectContaining({ people: [], forgotten: [ref] }) };
    expect(versions).toEqual([without, without]);
    await expect(
      desk.inOrg(({ tx }) => tx.updateTable('rule_version').set({ name: 'another' }).execute()),
    ).rejects.toThrow(/written once/);
    const waiting = await desk.inOrg(({ tx }) =>
      tx.selectFrom('outbox').select('subject').where('kind', '=', 'alert_changed').execute(),
    );
    expect(waiting.map(({ subject }) => subject)).toContain(alertId);
    expect(await desk.inOrg(({ tx }) => verifyAudit(tx, auditKey('secret')))).toMatchObject({ ok: true });
  });

  test('forgetting erases vectors, pictures and links; one line without the name stays', async () => {
    const desk = await begun();
    const event = await desk.event();
    const [dana, other] = await desk.see([seenFace(looks(0)), seenFace(looks(3))], { event });
    await desk.see([seenFace(looks(0, { 1: 0.3 }))], { event });
    const [twin] = await desk.see([seenFace(looks(7))]);
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    await desk.inOrg((work) => mergePeople(work, { into: dana!.person!.number, from: twin!.person!.number }));
    const said = {
      title: 'A man in a red jacket',
      scene: 'He waits.',
      confidence: 1,
      concerns: [],
      threat: 1,
      pictures: 2,
    };
    await desk.inOrg(({ tx }) =>
      tx
        .updateTable('camera_event')
        .set({
          assessment: JSON.stringify(said),
          summary: 'A man in a red jacket waits.',
          summary_by: 'openai:local',
          reasons: JSON.stringify(['person', 'entry_zone: Gate', 'He wears a red jacket.']),
        })
        .where('id', '=', event.id)
        .execute(),
    );
    // what their camera showed last is theirs, and an older one of somebody else's is there
    const gone = dana!.face.pictureId;
    const cameraId = event.cameraId;
    const older = await desk.inOrg((work) => desk.picture(work, { cameraId }));
    await desk.inOrg(async ({ tx }) => {
      await tx
        .updateTable('picture')
        .set({ taken_at: new Date('2026-11-19T12:00:00Z') })
        .where('id', '=', older.id)
        .execute();
      await tx.updateTable('picture').set({ camera_id: null }).where('id', '<>', older.id).execute();
      const alone = (await listFaces(tx, { personId: dana!.person!.id, limit: 9 })).find(
        (face) => face.pictureId !== gone,
      )!;
      await tx.updateTable('camera').set({ last_picture_id: alone.pictureId }).where('id', '=', cameraId).execute();
      const terms = ['dana', 'door'].map((term) => ({ org_id: tx.orgId, term, parts: 3 }));
      await tx.insertInto('history_term').values(terms).execute();
    });
    const forgotten = await desk.inOrg((work) => forgetPerson(work, twin!.person!.number));
    expect(await desk.inOrg(({ tx }) => findCameraById(tx, cameraId))).toMatchObject({ lastPictureId: older.id });
    expect(await desk.inOrg(({ tx }) => tx.selectFrom('history_term').select('term').execute())).toEqual([
      { term: 'door' },
    ]);
    // a model that saw their pictures may have told of them
    expect(
      await desk.inOrg(({ tx }) =>
        tx
          .selectFrom('camera_event')
          .select(['assessment', 'summary', 'summary_by', 'reasons'])
          .where('id', '=', event.id)
          .executeTakeFirstOrThrow(),
      ),
    ).toEqual({ assessment: null, summary: '', summary_by: 'rules', reasons: ['person', 'entry_zone: Gate'] });
    expect(forgotten).toEqual({
      ref: `PER-${dana!.person!.number}`,
      faces: 3,
      pictures: 2,
      shared: 1,
      sightings: 1,
      texts: 0,
    });
    await expect(desk.inOrg((work) => seePerson(work, twin!.person!.number))).rejects.toMatchObject({
      code: 'not_found',
    });
    const [decision] = await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder));
    expect(decision!.result).toBe('no_match');
    const left = await desk.inOrg(({ tx }) => listFaces(tx, { limit: 10 }));
    expect(left.map(({ personId }) => personId)).toEqual([other!.person!.id]);
    expect(
      await desk.inOrg(({ tx }) => tx.selectFrom('picture_redaction').select('picture_id').execute()),
    ).toHaveLength(1);
    expect(await auditText(desk)).toContain('person.forget');
    // nothing in any table names them
    const traces = await desk.inOrg(async ({ tx }) => {
      const found: string[] = [];
      for (const table of [
        'person',
        'face',
        'face_vector',
        'cannot_link',
        'person_change',
        'sighting',
        'consent',
        'detection',
      ]) {
        const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(tx);
        if (rows.some(({ row }) => row.includes(dana!.person!.id) || row.includes(twin!.person!.id))) found.push(table);
      }
      return found;
    });
    expect(traces).toEqual([]);
  });

  test('sightings: first and last seen, counts per person and camera, strangers alone', async () => {
    const desk = await begun();
    const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 12, n));
    const [first, second] = [await desk.event(minute(0)), await desk.event(minute(30))];
    const [dana] = await desk.see([seenFace(looks(0))], { event: first, at: minute(0) });
    await desk.see([seenFace(looks(0, { 1: 0.2 }))], { event: first, at: minute(2) });
    await desk.see([seenFace(looks(0, { 2: 0.2 })), seenFace(looks(5))], { event: second, at: minute(31) });
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    const all = await desk.inOrg((work) => seeSightings(work, {}));
    expect(all).toMatchObject({ count: 3, different: 2, first: minute(0), last: minute(31) });
    expect(all.cameras).toMatchObject([{ count: 3, camera: { id: desk.cameraId } }]);
    const hers = await desk.inOrg((work) => seeSightings(work, { personIds: [dana!.person!.id] }));
    expect(hers.rows.map(({ sighting }) => [sighting.firstSeen, sighting.lastSeen, sighting.faces])).toEqual([
      [minute(31), minute(31), 1],
      [minute(0), minute(2), 2],
    ]);
    const strangers = await desk.inOrg((work) => seeSightings(work, { named: false, from: minute(10) }));
    expect(strangers).toMatchObject({ count: 1, people: [{ person: { name: null } }] });
    expect(await desk.inOrg(({ tx }) => lastSeen(tx, dana!.person!.id))).toMatchObject({ lastSeen: minute(31) });
    const { items } = await desk.inOrg((work) => seePeople(work, { named: true }));
    expect(items).toMatchObject([{ person: { name: 'Dana' }, faces: 3, sightings: 2, lastSeen: minute(31) }]);
  });

  /** Everything that a change may touch. */
  const state = (work: Work) =>
    Promise.all(
      [
        sql`select id, person_id, assigned from face order by id`,
        sql`select face_id, compared from face_vector order by face_id`,
        sql`select person_id, camera_event_id, first_seen, last_seen, faces, by from sighting order by camera_event_id, person_id`,
        sql`select face_id, person_id from cannot_link order by face_id, person_id`,
      ].map(async (query) => (await query.execute(work.tx)).rows),
    );

  test('whatever was done is taken back without a trace, the latest first', async () => {
    const step = fc.record({
      what: fc.constantFrom('merge', 'split', 'reject', 'confirm', 'rename'),
      a: fc.nat(20),
      b: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const desk = await begun();
        const events = [await desk.event(), await desk.event()];
        for (let axis = 0; axis < 3; axis++)
          for (const event of events) await desk.see([seenFace(looks(axis, { [axis + 5]: 0.3 }))], { event });
        const before = [await desk.inOrg(state)];
        const done: string[] = [];
        for (const { what, a, b } of steps) {
          const people = (await desk.inOrg((work) => seePeople(work))).items.map(({ person }) => person);
          const faces = (await desk.inOrg(({ tx }) => listFaces(tx, { limit: 50 }))).toSorted((x, y) =>
            x.id < y.id ? -1 : 1,
          );
          const [one, other] = [people[a % people.length]!, people[b % people.length]!];
          const picked = faces[a % faces.length]!;
          const theirs = faces.filter((face) => face.personId === one.id);
          try {
            const { changeId } = await desk.inOrg(async (work): Promise<{ changeId: string | null }> => {
              switch (what) {
                case 'merge':
                  return mergePeople(work, { into: one.number, from: other.number }, { anyway: b % 2 === 0 });
                case 'split':
                  return splitPerson(
                    work,
                    one.number,
                    theirs.slice(0, 1 + (b % 3)).map(({ id }) => id),
                  );
                case 'reject':
                  return rejectFace(work, picked.id);
                case 'confirm':
                  return confirmFace(work, picked.id, other.number);
                case 'rename':
                  return namePerson(work, one.number, `Name ${b}`);
              }
            });
            if (changeId) {
              done.push(changeId);
              before.push(await desk.inOrg(state));
            }
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^(conflict|invalid_input)$/) });
          }
          const faulty = await desk.inOrg(({ tx }) =>
            sql`select picture_id, person_id from face where person_id is not null group by 1, 2 having count(*) > 1`.execute(
              tx,
            ),
          );
          expect(faulty.rows).toEqual([]);
        }
        for (const changeId of done.toReversed()) {
          before.pop();
          await desk.inOrg((work) => undoPersonChange(work, changeId));
          expect(await desk.inOrg(state)).toEqual(before.at(-1));
        }
      }),
      { numRuns: kind.name === 'embedded' ? 6 : 25 },
    );
  }, 120_000);

  test('an older change cannot be taken back before a later one', async () => {
    const desk = await begun();
    const [one] = await desk.see([seenFace(looks(0))]);
    const [other] = await desk.see([seenFace(looks(1))]);
    const [a, b] = [one!.person!.number, other!.person!.number];
    const named = await desk.inOrg((work) => namePerson(work, a, 'Dana'));
    const merged = await desk.inOrg((work) => mergePeople(work, { into: a, from: b }));
    await expect(desk.inOrg((work) => undoPersonChange(work, named.changeId!))).rejects.toThrow(/later change/);
    expect((await desk.inOrg((work) => seePerson(work, b))).number).toBe(a);
    await desk.inOrg((work) => undoPersonChange(work, merged.changeId));
    expect((await desk.inOrg((work) => seePerson(work, b))).number).toBe(b);
    const changes = await desk.inOrg(async (work) => seePersonChanges(work, await seePerson(work, a)));
    expect(changes.map(({ kind, undoneBy }) => [kind, undoneBy !== null])).toEqual([
      ['merge', true],
      ['rename', false],
    ]);
  });
});
