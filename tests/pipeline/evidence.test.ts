import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { newId, newOrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { FileStore } from '../../src/media/files.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import {
  addEvidence,
  LARGEST_EVIDENCE,
  locateEvidence,
  openEvidence,
  readableFileName,
  seeEvidence,
  signDownload,
  verifyDownload,
} from '../../src/pipeline/evidence.ts';
import { findIncident, openIncident, timeline } from '../../src/pipeline/incidents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');

async function* bytes(...parts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part as string);
}

describe.each(databases)('evidence on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let root: string;
  let files: FileStore;
  beforeAll(async () => {
    opened = await open();
    root = await mkdtemp(join(tmpdir(), 'safenest-evidence-'));
  });
  afterAll(async () => {
    await opened?.close();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    files = createFolderFiles(root);
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lindqvist' });
    await runAs(officer)((work) => openIncident(work, { title: 'Break-in' }));
  });

  const runAs =
    (principal: Principal) =>
    <T>(change: (work: Work) => Promise<T>): Promise<T> =>
      withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: KEY }));
  const add = (fileName: string, content: AsyncIterable<Uint8Array>, principal = officer) =>
    addEvidence(runAs(principal), files, 1, { fileName, bytes: content });
  const stored = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && entry.parentPath.includes(org.orgId),
    ).length;

  test('a file is kept, described, told of, and comes back as it was', async () => {
    const evidence = await add('../logs/auth.log', bytes('Failed password ', 'for root\n'));
    const sha256 = createHash('sha256').update('Failed password for root\n').digest('hex');
    expect(evidence).toEqual({
      id: evidence.id,
      incidentId: evidence.incidentId,
      fileName: 'logs_auth.log',
      mediaType: 'text/plain',
      size: 25,
      sha256,
      addedBy: 'Maria Lindqvist',
      addedAt: NOW,
    });
    const [located, entries, log] = await runAs(officer)(async ({ tx, principal }) => {
      expect(await seeEvidence({ tx, principal }, 1)).toEqual([evidence]);
      return [
        await locateEvidence(tx, evidence.id),
        await timeline(tx, (await findIncident(tx, 1))!.id),
        await listAudit(tx, { action: 'incident.add_evidence' }),
      ];
    });
    expect(await readText(await openEvidence(files, located))).toBe('Failed password for root\n');
    expect(entries.at(-1)).toMatchObject({ kind: 'evidence', text: 'Added logs_auth.log (25 bytes)' });
    expect(log.items[0]).toMatchObject({ subject: 'INC-1', detail: { file: 'logs_auth.log', sha256, size: 25 } });
  });

  test('the same bytes in the same incident are one piece, however they are called and whoever is faster', async () => {
    const [a, b] = await Promise.all([add('a.txt', bytes('same')), add('b.txt', bytes('sa', 'me'))]);
    expect(a.id).toBe(b.id);
    expect(await runAs(officer)(({ tx, principal }) => seeEvidence({ tx, principal }, 1))).toHaveLength(1);
    expect(await stored()).toBe(1);
  });

  test('a name ends as its bytes are', async () => {
    expect(await add('invoice.pdf.exe', bytes('%PDF-1.7\nhello'))).toMatchObject({
      fileName: 'invoice.pdf.exe.pdf',
      mediaType: 'application/pdf',
    });
    expect(await add('page.html', bytes('<script>alert(1)</script>'))).toMatchObject({
      fileName: 'page.html.txt',
      mediaType: 'text/plain',
    });
    expect(await add('picture.PNG', bytes('\x89PNG\r\n\x1a\n not really'.slice(1)))).toMatchObject({
      fileName: 'picture.PNG.txt',
    });
  });

  test('what is too large, of no listed type or empty leaves nothing at all', async () => {
    async function* large() {
      for (let sent = 0; sent <= LARGEST_EVIDENCE; sent += 2 ** 20) yield Buffer.alloc(2 ** 20, 'a line of text\n');
    }
    await expect(add('large.log', large())).rejects.toMatchObject({
      code: 'too_large',
      message: 'The file is larger than 25 MB.',
    });
    await expect(add('x.txt', bytes(Buffer.concat([Buffer.from('MZ'), randomBytes(500)])))).rejects.toMatchObject({
      code: 'unsupported_type',
    });
    await expect(add('x.txt', bytes())).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await stored()).toBe(0);
    expect(await runAs(officer)(({ tx, principal }) => seeEvidence({ tx, principal }, 1))).toEqual([]);
  });

  test('who may not, and an incident that is not there, are refused before a byte is read', async () => {
    let read = 0;
    async function* watched() {
      read++;
      yield Buffer.from('x');
    }
    const manager = await org.member('manager');
    const stranger = (await newOrganisation(opened.db)).admin;
    await expect(add('x.txt', watched(), manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(add('x.txt', watched(), stranger)).rejects.toMatchObject({ code: 'not_found' });
    const missing = addEvidence(runAs(officer), files, 99, { fileName: 'x.txt', bytes: watched() });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
    expect(read).toBe(0);
  });

  test('bytes whose line could not be written stay: a parallel upload may be recording the same', async () => {
    const failingAt = (call: number) => {
      let calls = 0;
      return <T>(change: (work: Work) => Promise<T>): Promise<T> => {
        if (++calls === call) throw new Error('the database went away');
        return runAs(officer)(change);
      };
    };
    const put = (run: ReturnType<typeof failingAt>) =>
      addEvidence(run, files, 1, { fileName: 'x.txt', bytes: bytes('once') });
    await expect(put(failingAt(2))).rejects.toThrow('the database went away');
    expect(await stored()).toBe(1);
    const kept = await add('kept.txt', bytes('once'));
    await expect(put(failingAt(2))).rejects.toThrow('the database went away');
    const located = await runAs(officer)(({ tx }) => locateEvidence(tx, kept.id));
    expect(await readText(await openEvidence(files, located))).toBe('once');
  });

  test('another organisation’s file, or no id at all, is not found', async () => {
    const evidence = await add('x.txt', bytes('x'));
    const { admin } = await newOrganisation(opened.db);
    for (const id of [evidence.id, newId(), 'x', "' or 1=1"]) {
      const look = runAs(id === evidence.id ? admin : officer)(({ tx }) => locateEvidence(tx, id));
      await expect(look).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a download link', () => {
  const download = { orgId: newOrgId(), evidenceId: newId(), expiresAt: new Date(NOW.getTime() + 60_000) };
  const token = signDownload(download, 'secret');

  test('lets read one file until it expires', () => {
    const { expiresAt, ...names } = download;
    expect(verifyDownload(token, 'secret', NOW)).toEqual(names);
    expect(() => verifyDownload(token, 'secret', expiresAt)).toThrowError(expect.objectContaining({ code: 'expired' }));
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  });

  test('signed with another secret, or changed anywhere, it is not ours', () => {
    const refused = expect.objectContaining({ code: 'unauthenticated' });
    expect(() => verifyDownload(token, 'other', NOW)).toThrowError(refused);
    const [body, seal] = token.split('.') as [string, string];
    const later = Buffer.from(Buffer.from(body, 'base64url').toString().replace(/\d+$/, '9999999999999')).toString(
      'base64url',
    );
    expect(() => verifyDownload(`${later}.${seal}`, 'secret', NOW)).toThrowError(refused);
    for (const bad of ['', '.', body, `${body}.`, `.${seal}`, `${body}.${seal.slice(2)}`, 'x'.repeat(10_000)]) {
      expect(() => verifyDownload(bad, 'secret', NOW)).toThrowError(refused);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => verifyDownload(text, 'secret', NOW)).toThrowError(refused);
      }),
    );
  });
});

describe('a readable file name', () => {
  test.each([
    ['../../etc/passwd', 'etc_passwd'],
    ['C:\\Users\\ada\\auth.log', 'C__Users_ada_auth.log'],
    ['.htaccess', 'htaccess'],
    ['con.txt', '_con.txt'],
    ['Größe 日本語 🔒.txt', 'Größe 日本語 🔒.txt'],
    ['cod\u202etxt.exe', 'codtxt.exe'],
    ['a\r\nSet-Cookie: x.txt', 'a Set-Cookie_ x.txt'],
    ['', 'file'],
    ['...', 'file'],
    [`${'x'.repeat(500)}.log`, `${'x'.repeat(196)}.log`],
  ])('%j is %j', (given, name) => {
    expect(readableFileName(given)).toBe(name);
  });

  test('whatever it is made from, it fits a column, a header and a folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const name = readableFileName(given);
        expect([...name].length).toBeGreaterThan(0);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[\p{Cc}/\\:*?"<>|\u202a-\u202e]|^\.|[. ]$/u);
        expect(name.isWellFormed()).toBe(true);
        expect(readableFileName(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});
