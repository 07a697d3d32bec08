import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { Discovery } from 'googleapis-common/build/src/discovery.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../../src/db/scope.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { perspectiveRouter } from '../../../src/http/perspective/router.ts';
import { silentLog } from '../../../src/log.ts';
import { createApiKey } from '../../../src/pipeline/api-keys.ts';
import {
  createOrganisationScreeners,
  type OrganisationScreeners,
} from '../../../src/pipeline/moderation/organisation-screeners.ts';
import { addTerm } from '../../../src/pipeline/moderation/word-lists.ts';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { deskKey } from '../../support/desk.ts';

interface Analyzed {
  attributeScores: Record<
    string,
    {
      summaryScore: { value: number; type: string };
      spanScores: { begin: number; end: number; score: { value: number } }[];
    }
  >;
  languages: string[];
  clientToken?: string;
}

describe('the Perspective API as its clients know it', () => {
  let database: TestDatabase;
  let server: Server;
  let base: string;
  let key: string;
  let employeeKey: string;
  let admin: Principal;
  let screening: OrganisationScreeners;
  beforeAll(async () => {
    database = await databases[0]!.open();
    const org = await newOrganisation(database.db);
    admin = org.admin;
    const make = (role: 'moderator' | 'employee') =>
      withOrg(database.db, org.orgId, (tx) =>
        createApiKey({ tx, principal: org.admin, now: new Date(), auditKey: deskKey }, { name: role, role }),
      );
    key = (await make('moderator')).key;
    employeeKey = (await make('employee')).key;
    screening = createOrganisationScreeners({
      db: database.db,
      screener: createLexiconScreener(),
      now: () => new Date(),
    });
    const app = express();
    app.use(
      perspectiveRouter({
        db: database.db,
        now: () => new Date(),
        log: silentLog(),
        publicUrl: null,
        listensAt: () => base,
        screening,
      }),
    );
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await database.close();
  });
  const post = async (
    body: unknown,
    at = `/api/v1alpha1/comments:analyze?key=${key}`,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(base + at, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as never };
  };
  const toxicity = { requestedAttributes: { TOXICITY: {} } };

  test('Google’s own client, told nothing but our address, scores a comment', async () => {
    const client = (await new Discovery({}).discoverAPI(`${base}/api/$discovery/rest?version=v1alpha1`))(
      { auth: key },
      {},
    ) as never as {
      comments: { analyze(request: unknown): Promise<{ data: Analyzed }> };
    };
    const scored = async (text: string) =>
      (
        await client.comments.analyze({
          key,
          resource: {
            comment: { text },
            languages: ['en'],
            clientToken: 'mine',
            requestedAttributes: { TOXICITY: {}, INSULT: {}, THREAT: { scoreThreshold: 0.99 } },
          },
        })
      ).data;
    const rude = await scored('You are a stupid idiot.');
    const kind = await scored('Thank you, that helped me a lot.');
    expect(rude.clientToken).toBe('mine');
    expect(rude.languages).toEqual(['en']);
    expect(rude.attributeScores.TOXICITY!.summaryScore.type).toBe('PROBABILITY');
    expect(rude.attributeScores.INSULT!.summaryScore.value).toBeGreaterThan(
      kind.attributeScores.INSULT!.summaryScore.value + 0.3,
    );
    expect(rude.attributeScores).not.toHaveProperty('THREAT');
    await expect(
      client.comments.analyze({ key: 'nonsense', resource: { comment: { text: 'x' }, ...toxicity } }),
    ).rejects.toMatchObject({
      status: 400,
      message: 'API key not valid. Please pass a valid API key.',
    });
  });

  test('spans are offsets of the comment as it was sent, sentence by sentence', async () => {
    const text = '😀 All is well. <b>You idiot.</b>';
    const { body } = await post({ comment: { text, type: 'HTML' }, spanAnnotations: true, ...toxicity });
    const { spanScores } = (body as Analyzed).attributeScores.TOXICITY!;
    expect(spanScores.map(({ begin, end }) => text.slice(begin, end).trim())).toEqual([
      '😀 All is well. <b>',
      'You idiot.</b>',
    ]);
    expect(spanScores[1]!.score.value).toBeGreaterThan(spanScores[0]!.score.value);
  });

  test.each([
    [{ comment: { text: ' ' }, ...toxicity }, 'COMMENT_EMPTY'],
    [{ ...toxicity }, 'COMMENT_EMPTY'],
    [{ comment: { text: 'x'.repeat(20_481) }, ...toxicity }, 'COMMENT_TOO_LONG'],
    [{ comment: { text: 'hallo' }, languages: ['de'], ...toxicity }, 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'],
    [{ comment: { text: 'Du bist so dumm, halt dein Maul' }, ...toxicity }, 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'],
    [{ comment: { text: 'Ты никому здесь не нужен' }, ...toxicity }, 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'],
    [{ comment: { text: '12 345 !!' }, ...toxicity }, 'LANGUAGE_DETECTION_FAILED', 'Unable to detect language'],
    [{ comment: { text: 'hi' } }, 'NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes'],
    [
      { comment: { text: 'hi' }, requestedAttributes: { TOXICITY: {}, FLIRTATION: {} } },
      'INVALID_REQUEST',
      'Unknown requested attribute: FLIRTATION',
    ],
    [{ comment: { text: 'hi' }, requestedAttributes: { __proto__x: {}, constructor: {} } }, 'INVALID_REQUEST'],
    [
      { comment: { text: 'hi' }, requestedAttributes: { TOXICITY: { scoreType: 'RAW' } } },
      'INVALID_REQUEST',
      'Requested score type RAW is not supported by attribute TOXICITY',
    ],
    [
      { comment: { text: 'hi' }, context: { entries: [{ text: 'a' }], articleAndParentComment: {} }, ...toxicity },
      'INVALID_REQUEST',
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    ],
  ])('%o is refused as there', async (body, errorType, message?: string) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 400,
          status: 'INVALID_ARGUMENT',
          ...(message ? { message } : {}),
          details: [{ '@type': 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error', errorType }],
        },
      },
    });
  });

  test('of several languages those count that are judged; else it is said which were asked for', async () => {
    const asked = (languages: string[]) => post({ comment: { text: 'You idiot.' }, languages, ...toxicity });
    expect(await asked(['de', 'EN-us', 'xx'])).toMatchObject({ status: 200, body: { languages: ['en'] } });
    expect(await asked(['de', 'fr'])).toMatchObject({
      status: 400,
      body: {
        error: {
          message: 'Attribute TOXICITY does not support request languages: de, fr',
          details: [
            {
              errorType: 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
              languageNotSupportedByAttributeError: { requestedLanguages: ['de', 'fr'], attribute: 'TOXICITY' },
            },
          ],
        },
      },
    });
  });

  test('where nothing reaches its threshold there are no scores at all', async () => {
    const { status, body } = await post({
      comment: { text: 'Thank you, that helped.' },
      languages: ['en'],
      requestedAttributes: { TOXICITY: { scoreThreshold: 0.99 } },
      doNotStore: true,
      sessionId: '17',
    });
    expect({ status, body }).toEqual({ status: 200, body: { languages: ['en'], detectedLanguages: ['en'] } });
  });

  test('without languages it is told from the text, and what nothing tells is judged and said to be unknown', async () => {
    expect(await post({ comment: { text: 'You are such an idiot.' }, ...toxicity })).toMatchObject({
      status: 200,
      body: { languages: ['en'], detectedLanguages: ['en'] },
    });
    expect(await post({ comment: { text: 'Mallory' }, ...toxicity })).toMatchObject({
      status: 200,
      body: { languages: ['en'], detectedLanguages: ['und'] },
    });
    const refused = await post({ comment: { text: 'Du bist so dumm, halt dein Maul' }, ...toxicity });
    expect(JSON.stringify(refused.body)).toContain('"detectedLanguages":["de"]');
    // whoever says that it is English is believed
    const said = { comment: { text: 'Du bist so dumm, halt dein Maul' }, languages: ['en'], ...toxicity };
    expect(await post(said)).toMatchObject({ status: 200, body: { languages: ['en'] } });
  });

  test('other refusals in Google’s form: no JSON, wrong types, no attributes, no key, a role that may not, another method', async () => {
    const invalid = { status: 400, body: { error: { code: 400, status: 'INVALID_ARGUMENT' } } };
    expect(await post('{')).toMatchObject(invalid);
    expect(await post('[]')).toMatchObject(invalid);
    expect(await post({ comment: { text: 5 }, ...toxicity })).toMatchObject(invalid);
    expect(await post({ comment: { text: 'hi' } })).toMatchObject(invalid);
    expect(await post(`{"comment":{"text":"${'x'.repeat(300_000)}"}}`)).toMatchObject(invalid);
    const denied = { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } };
    expect(await post({}, '/v1alpha1/comments:analyze')).toMatchObject(denied);
    expect(await post({}, `/v1alpha1/comments:analyze?key=${employeeKey}`)).toMatchObject(denied);
    expect(await post({}, `/v1alpha1/comments:guess?key=${key}`)).toMatchObject({ status: 404 });
  });

  test('the organisation’s own words count, and those it allows do not', async () => {
    const scoreOf = async (text: string) =>
      ((await post({ comment: { text }, ...toxicity })).body as Analyzed).attributeScores.TOXICITY!.summaryScore.value;
    const add = (term: Parameters<typeof addTerm>[1]) =>
      withOrg(database.db, admin.orgId, (tx) =>
        addTerm({ tx, principal: admin, now: new Date(), auditKey: deskKey }, term),
      );
    expect(await scoreOf('what a muppet he is')).toBeLessThan(0.5);
    const before = await scoreOf('this is bloody good');
    await add({ kind: 'block', term: 'muppet', is_pattern: false, attribute: 'insult', weight: 0.9, note: '' });
    await add({ kind: 'allow', term: 'bloody', note: '' });
    screening.forget(admin.orgId);
    expect(await scoreOf('what a m u p p e t he is')).toBeGreaterThanOrEqual(0.9);
    expect(await scoreOf('this is bloody good')).toBeLessThanOrEqual(before);
    await expect(
      add({ kind: 'block', term: '(a{1000}){1000}', is_pattern: true, attribute: 'insult', weight: 1, note: '' }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(add({ kind: 'allow', term: 'BLOODY', note: '' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the key in a header, and what the scores should have been', async () => {
    const body = { comment: { text: 'hi' }, ...toxicity };
    for (const headers of [{ 'x-goog-api-key': key }, { authorization: `Bearer ${key}` }])
      expect(await post(body, '/v1alpha1/comments:analyze', headers as never)).toMatchObject({ status: 200 });
    const suggested = {
      ...body,
      requestedAttributes: undefined,
      attributeScores: { TOXICITY: { summaryScore: { value: 1 } } },
      clientToken: 't',
      languages: ['en-US'],
    };
    expect(await post(suggested, `/api/v1alpha1/comments:suggestscore?key=${key}`)).toEqual({
      status: 200,
      body: { clientToken: 't', requestedLanguages: ['en-US'] },
    });
  });

  test('any comment there is gets scores from 0 to 1, and spans within it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const { status, body } = await post({
          comment: { text },
          languages: ['en'],
          spanAnnotations: true,
          ...toxicity,
        });
        expect(status).toBe(text.trim() === '' ? 400 : 200);
        if (status === 400) return;
        const { summaryScore, spanScores } = (body as Analyzed).attributeScores.TOXICITY!;
        for (const { value } of [summaryScore, ...spanScores.map(({ score }) => score)])
          expect(value >= 0 && value <= 1).toBe(true);
        for (const { begin, end } of spanScores) expect(0 <= begin && begin < end && end <= text.length).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
