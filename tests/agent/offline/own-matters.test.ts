import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (history: PastTurn[] = []): PlanContext => ({
  ...{ now: new Date('2026-11-20T12:00:00Z'), timeZone: 'UTC', role: 'employee', language: 'en', history },
  tools: new Set(toolsFor('employee').map(({ name }) => name)),
});
const asked = (text: string, history: PastTurn[] = []) =>
  plan(text, context(history)).calls.map(({ tool, args }) => [tool, args]);
const looked: PastTurn = {
  question: 'was anybody else in my account?',
  answer: '2 sign-ins to your account.\n• [LOG-7QK3M9] signed in from Singapore',
  steps: [{ tool: 'my_logins', args: {}, ok: true }],
  citations: [{ ref: 'LOG-7QK3M9' }],
};
const reported: PastTurn = {
  question: 'what have I reported?',
  answer:
    '2 incidents opened by you.\n• [INC-5] medium, open: “i lost my badge”\n• [INC-4] medium, open: “i clicked on a phishing link”',
  steps: [{ tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' }, ok: true }],
  citations: [{ ref: 'INC-5' }, { ref: 'INC-4' }],
};

describe('what an employee asks of themselves', () => {
  test.each([
    ['was anybody else in my account?', {}],
    ['when did i last sign in?', {}],
    ['did anyone use my account yesterday?', { range: 'yesterday' }],
    ['who logged into my account?', {}],
  ])('their own sign-ins: %s', (text, args) => expect(asked(text)).toEqual([['my_logins', args]]));

  test('goes on with them', () => {
    expect(asked('from where?', [looked])).toEqual([['my_logins', {}]]);
    expect(asked('and yesterday?', [looked])).toEqual([['my_logins', { range: 'yesterday' }]]);
  });

  test.each([
    ['how do i reach security?', 'How do I reach the people who look after security?'],
    ['who is on call?', 'How do I reach the people who look after security?'],
    ['can you call the police?', 'How do I reach the people who look after security?'],
    ['should i change my password?', 'I clicked on a bad link or gave my password away. What now?'],
    ['who can see what i write here?', 'Can others see what I ask?'],
    ['who is the security officer here?', 'How do I reach the people who look after security?'],
    ['who can see my data here?', 'Who can see what is kept about me?'],
    ['am i being watched by the cameras', 'Who can see what is kept about me?'],
    ['delete my account', 'Can my account, or what is kept about me, be deleted?'],
    ['how do I turn on two factor?', 'How do I turn on two-factor sign-in for myself?'],
    ['do i have to tell my boss', 'Whom do I have to tell besides?'],
    ['can you tell maria to call me', 'Can you call, or write to, somebody for me?'],
  ])('what stands in the guide: %s', (text, query) => expect(asked(text)).toEqual([['search_help', { query }]]));

  test.each([
    ["that one from singapore wasn't me", looked, 'create_incident', { title: "that one from singapore wasn't me" }],
    ['cancel the badge one, i found it', reported, 'update_incident', { id: 'INC-5', undo: true, undo_of: 'opening' }],
    [
      "someone i don't know followed me through the door",
      null,
      'create_incident',
      { title: "someone i don't know followed me through the door" },
    ],
  ] as const)('is offered, and done on a “yes” alone: %s', (text, before, tool, args) => {
    const history = before ? [before] : [];
    const { calls, say } = plan(text, context(history));
    expect(calls).toEqual([]);
    expect(say).toMatchObject({ why: 'ask', offer: [{ tool, args }] });
    const turn = { question: text, answer: say!.text, steps: [], citations: [] };
    expect(asked('yes', [...history, turn])).toEqual([[tool, args]]);
    expect(asked('no', [...history, turn])).toEqual([]);
  });
});

const opened = (title: string, ref = 'INC-7'): PastTurn => ({
  question: title,
  answer: `I opened [${ref}] “${title}” (medium).`,
  steps: [{ tool: 'create_incident', args: { title }, ok: true }],
  citations: [{ ref }],
});
const small: PastTurn = { question: 'thanks', answer: 'You’re welcome.', steps: [], citations: [] };

describe('what an employee reports', () => {
  test.each([
    ['please report it: my badge is gone', { title: 'my badge is gone' }],
    ['also report a stolen bike', { title: 'stolen bike' }],
    ['report that I think I clicked on a bad link', { title: 'I think I clicked on a bad link' }],
    ['i also lost my badge at the gym', { title: 'i also lost my badge at the gym' }],
  ])('a second matter is a report of its own: %s', (text, args) =>
    expect(asked(text, [opened('my badge is gone')])).toEqual([['create_incident', args]]),
  );

  test.each([
    ['my laptop with patient data was stolen', 'high'],
    ['somebody is in the server room', 'high'],
    ['I need help, my computer shows a ransom note', 'critical'],
    ['a man with a knife is in the lobby', 'critical'],
    ['i lost my badge', undefined],
    ['the door of the canteen does not close', undefined],
  ])('is as grave as what it names, and says why: %s', (text, severity) => {
    const { calls, say } = plan(text, context());
    expect(calls[0]).toMatchObject({ tool: 'create_incident' });
    expect(calls[0]!.args.severity).toBe(severity);
    expect(say === null).toBe(severity === undefined);
  });

  test('“report it for me” is about what was told, and no title', () => {
    const { say } = plan('please report it for me', context());
    expect(say?.why).toBe('ask');
    expect(asked('please report it for me', [opened('my badge is gone')])).toEqual([
      ['open_incident', { id: 'INC-7' }],
    ]);
    const told: PastTurn = { question: 'the back door is broken', answer: 'All right.', steps: [], citations: [] };
    expect(asked('please report it for me', [told])).toEqual([
      ['create_incident', { title: 'the back door is broken' }],
    ]);
  });

  test('a sign-in that they do not know is offered to be reported', () => {
    const { calls, say } = plan('i dont think i did that login on sunday', context());
    expect(calls).toEqual([]);
    expect(say).toMatchObject({ why: 'ask', offer: [{ tool: 'create_incident' }] });
  });

  test.each(['undo', 'forget the last one, it was the plumber'])('is taken back turns later on a “yes”: %s', (text) => {
    const { calls, say } = plan(text, context([opened('a man in the cellar'), small]));
    expect(calls).toEqual([]);
    expect(say?.offer).toEqual([{ tool: 'update_incident', args: { id: 'INC-7', undo: true, undo_of: 'opening' } }]);
  });

  test('“what should I do now?” is advice on what was told', () => {
    const advice = (title: string) => asked('what should i do now', [opened(title)])[0]?.[1];
    expect(advice('my badge was stolen')).toEqual({ query: 'I lost my badge, keys, phone or laptop. What now?' });
    expect(advice('my screen shows a ransom note')).toMatchObject({ query: expect.stringContaining('ransom') });
  });

  test('whoever asks for their role is told', () => expect(asked('what is my role?')).toEqual([['who_am_i', {}]]));
});

describe('what belongs to the report just made', () => {
  test.each(['at the cafe this morning', 'it has work mail on it', 'i gave it to him'])(
    'is noted on a “yes”: %s',
    (text) => {
      const { calls, say } = plan(text, context([opened('my phone is gone')]));
      expect(calls).toEqual([]);
      expect(say?.offer).toEqual([{ tool: 'update_incident', args: { id: 'INC-7', comment: text } }]);
    },
  );

  test('what becomes of it, who sees it, and whether somebody calls', () => {
    const history = [opened('my phone is gone')];
    expect(asked('what happens now', history)).toEqual([['open_incident', { id: 'INC-7' }]]);
    expect(asked('does everybody see this', history)).toEqual([
      ['search_help', { query: 'Who can see what is kept about me?' }],
    ]);
    expect(asked('can somebody call me', history)).toEqual([
      ['search_help', { query: 'Can you call, or write to, somebody for me?' }],
    ]);
  });

  test('their own sign-ins, where their password was spoken of', () => {
    const history = [opened('i gave my password away')];
    expect(asked('can you see if he logged in', history)).toEqual([['my_logins', {}]]);
    expect(asked('any from abroad', history)).toEqual([['my_logins', {}]]);
    expect(asked('no idea from where, how can i see that', history)).toEqual([['my_logins', {}]]);
  });
});

const noted: PastTurn = {
  question: 'add that it was at the gate',
  answer: 'Done, [INC-7] “i lost my badge”: the comment is on its timeline.',
  steps: [{ tool: 'update_incident', args: { id: 'INC-7', comment: 'it was at the gate' }, ok: true }],
  citations: [{ ref: 'INC-7' }],
};
const offered: PastTurn = {
  question: 'I found it again, it was in my other jacket',
  answer:
    'Nothing is changed yet. Shall I note “I found it again, it was in my other jacket” on INC-7 now? Say “yes” if so.',
  steps: [],
  citations: [{ ref: 'INC-7' }],
};

describe('what is written under a report is never lost', () => {
  test.each([
    ['add to INC-7 it was an iPhone 14 with the clinic mail on it', 'it was an iPhone 14 with the clinic mail on it'],
    ['INC-7 add: it was blue', 'it was blue'],
    ['add to my report INC-7, the badge was found', 'the badge was found'],
    ['comment INC-7 it is blocked now', 'it is blocked now'],
  ])('%s', (text, comment) => expect(asked(text)).toEqual([['update_incident', { id: 'INC-7', comment }]]));

  test.each([
    ['add to INC-7 iphone 14', 'en', 'iphone 14'],
    ['füge zu INC-7 hinzu, dass es ein iPhone war', 'de', 'es ein iPhone war'],
    ['ajoute à INC-7 que c’était un iPhone', 'fr', 'était un iPhone'],
    ['añade a INC-7 que era un iPhone', 'es', 'era un iPhone'],
  ] as const)('where it may be a note it is asked: %s', (text, language, comment) => {
    const made = plan(text, { ...context(), language });
    const calls = made.say?.offer ?? made.calls;
    expect(calls[0]?.tool).toBe('update_incident');
    expect(String(calls[0]?.args.comment)).toContain(comment);
  });

  test('what nothing here can add is said not to be done', () =>
    expect(plan('add to INC-7 a task: call the ward', context()).undone).toEqual([
      'add to INC-7 a task: call the ward',
    ]));
});

describe('a yes with more behind it', () => {
  const NOTE = {
    tool: 'update_incident',
    args: { id: 'INC-7', comment: 'I found it again, it was in my other jacket' },
  };
  test('is a yes, and the rest is answered too', () => {
    const made = plan('yes, and you can close it', context([opened('i lost my badge'), noted, offered]));
    expect(made.say?.text).not.toContain('Nothing is changed yet');
    const turn = { question: 'yes, and you can close it', answer: `Done.\n${made.say!.text}` };
    const done = { ...turn, steps: [{ ...NOTE, ok: true }], citations: [{ ref: 'INC-7' }] };
    expect(asked('yes', [opened('i lost my badge'), noted, offered, done])).toEqual([
      ['update_incident', { id: 'INC-7', undo: true, undo_of: 'opening' }],
    ]);
    expect(made.calls).toEqual([NOTE]);
    expect(made.say?.offer).toEqual([
      { tool: 'update_incident', args: { id: 'INC-7', undo: true, undo_of: 'opening' } },
    ]);
  });
  test('what nothing understood of the rest is named', () => {
    const made = plan('yes and frobnicate the whole thing', context([opened('i lost my badge'), noted, offered]));
    expect(made.calls).toEqual([NOTE]);
    expect(made.undone).toEqual(['frobnicate the whole thing']);
  });
  test.each(['yes but not now', 'yes, i know', 'yes, wait', 'yes, never mind', 'what is INC-7?'])('none: %s', (text) =>
    expect(plan(text, context([opened('i lost my badge'), noted, offered])).calls).not.toContainEqual(NOTE),
  );
});

describe('whoever reported it withdraws it in words', () => {
  const WITHDRAW = { tool: 'update_incident', args: { id: 'INC-7', undo: true, undo_of: 'opening' } };
  test.each([
    ['undo INC-7', 'en'],
    ['withdraw INC-7', 'en'],
    ['please close INC-7, I found it', 'en'],
    ['cancel it', 'en'],
    ['you can close it', 'en'],
    ['undo my report', 'en'],
    ['zieh INC-7 zurück', 'de'],
    ['retire INC-7', 'fr'],
    ['retira INC-7', 'es'],
  ] as const)('%s', (text, language) => {
    const made = plan(text, { ...context([opened('i lost my badge'), noted]), language });
    expect(made.calls).toEqual([]);
    expect(made.say?.offer).toEqual([WITHDRAW]);
  });
  test('what an officer says to undo is its last change', () =>
    expect(plan('undo INC-7', { ...context(), role: 'officer' }).calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-7', undo: true } },
    ]));
});
