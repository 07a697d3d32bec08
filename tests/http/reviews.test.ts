import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { createPdfPrinter } from '../../src/media/print-pdf.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe.each(databases)('reviews of incidents over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;
  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      services: { printer: createPdfPrinter(null, ['no-such-browser']) },
    });
    org = await server.organisation();
    cookie = await signIn(server, org, org.adminId);
  });
  afterAll(() => server.close());

  const page = (path: string) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });
  const send = (path: string, form: Record<string, string>) =>
    server.call('POST', path, {
      cookie,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });

  test('an incident is reported on, closed, reviewed, edited, and its review is had as Markdown', async () => {
    await send('/incidents', { title: 'Break-in <b>now</b>', severity: 'high' });
    expect((await page('/incidents/INC-1/review')).text).toContain('There is no review yet');
    const form = await page('/incidents/INC-1/executive');
    expect(form.text).toContain('What happened');
    const sent = await send('/incidents/INC-1/executive', { happened: 'Somebody got in.', status: 'Under control.' });
    expect(sent.headers.get('location')).toBe('/incidents/INC-1');
    expect((await page('/incidents/INC-1')).text).toContain('Somebody got in.');
    await send('/incidents/INC-1', { status: 'closed', resolution: 'Password reset.' });
    const review = await page('/incidents/INC-1/review');
    expect(review.status).toBe(200);
    expect(review.text).toContain('Password reset.');
    expect(review.text).not.toContain('<b>now');
    await send('/incidents/INC-1/review/well', { text: 'We were <i>quick</i>.', base: '' });
    await send('/incidents/INC-1/review/began', { at: '2020-01-02T03:04' });
    const edited = await page('/incidents/INC-1/review');
    expect(edited.text).toContain('We were &lt;i&gt;quick');
    expect(edited.text).toContain('Thu 2 Jan 2020, 03:04');
    const markdown = await page('/incidents/INC-1/review/markdown');
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(markdown.text).toContain('## What went well');
    expect((await page('/incidents/INC-1/review/pdf')).status).toBe(503);
    await send('/incidents/INC-1/review/feedback', { score: '4', words: 'Calm.' });
    expect((await page('/incidents/INC-1/review')).text).toContain('Calm.');
    expect((await page('/incidents/INC-1/review/nonsense')).status).toBe(404);
  });
});
