import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAttachedPicture as openDiscords } from '../../src/bots/discord/attached-pictures.ts';
import { fetchPicture, hostsOf } from '../../src/bots/fetch-picture.ts';
import { openSharedPicture, picturesIn as slackPictures } from '../../src/bots/slack/shared-pictures.ts';
import type { TeamsActivity } from '../../src/bots/teams/activity.ts';
import {
  openAttachedPicture as openTeams,
  picturesIn as teamsPictures,
} from '../../src/bots/teams/attached-pictures.ts';
import { LARGEST_PICTURE } from '../../src/domain/picture.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';

const signal = new AbortController().signal;

describe('a picture at a platform’s address', () => {
  let server: LocalServer;
  let elsewhere: LocalServer;
  let asked: { url: string; authorization: string | undefined }[] = [];
  let reached = 0;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeAll(async () => {
    server = await startLocalServer(async (request, response) => {
      asked.push({ url: request.url!, authorization: request.headers.authorization });
      answer(request, response);
    });
    elsewhere = await startLocalServer(async (_request, response) => {
      reached++;
      response.end('inside');
    });
  });
  afterAll(async () => {
    await server.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    asked = [];
    reached = 0;
    answer = (_request, response) => response.end('bytes');
  });
  const options = () => ({ isTheirs: hostsOf([], server.url), signal });
  const code = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'fetched',
      (error: { code?: string }) => error.code ?? 'an error of another kind',
    );

  test('is fetched', async () => {
    expect(Buffer.from(await fetchPicture(`${server.url}/a.jpg`, options())).toString()).toBe('bytes');
  });

  test('no other address is asked, whatever it looks like', async () => {
    const addresses = [
      undefined,
      '',
      'file:///etc/passwd',
      elsewhere.url,
      `${elsewhere.url}/?${server.url}`,
      server.url.replace('http://', 'http://somebody@'),
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]/',
      'https://files.slack.com.evil.example/a',
      'https://evil.example/files.slack.com',
      'http://files.slack.com/a',
      'https://files.slack.com:8443/a',
    ];
    const isTheirs = hostsOf(['slack.com'], server.url);
    for (const address of addresses) expect(await code(fetchPicture(address, { isTheirs, signal }))).toBe('forbidden');
    expect(asked).toEqual([]);
    expect(reached).toBe(0);
    expect(isTheirs(new URL('https://files.slack.com/files-pri/T1-F1/a.jpg'))).toBe(true);
  });

  test('a redirect leads nowhere else, and not round in circles', async () => {
    answer = (_request, response) => response.writeHead(302, { location: `${elsewhere.url}/in` }).end();
    expect(await code(fetchPicture(`${server.url}/a`, options()))).toBe('forbidden');
    expect(reached).toBe(0);
    answer = (_request, response) => response.writeHead(302, { location: '/again' }).end();
    expect(await code(fetchPicture(`${server.url}/a`, options()))).toBe('forbidden');
    expect(asked.length).toBeLessThan(6);
  });

  test('more than 20 MB is refused by what it says, and by what comes', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': LARGEST_PICTURE + 1 }).end();
    expect(await code(fetchPicture(`${server.url}/said`, options()))).toBe('too_large');
    answer = (_request, response) => {
      const part = Buffer.alloc(1 << 20);
      const send = (): void => {
        while (!response.destroyed && response.write(part));
        if (!response.destroyed) response.once('drain', send);
      };
      send();
    };
    expect(await code(fetchPicture(`${server.url}/endless`, options()))).toBe('too_large');
  });

  test('what does not come in time, is gone, or may not be had says so', async () => {
    answer = () => {};
    expect(await code(fetchPicture(`${server.url}/slow`, { ...options(), timeoutMs: 30 }))).toBe('unavailable');
    for (const [status, expected] of [
      [404, 'not_found'],
      [403, 'forbidden'],
      [500, 'unavailable'],
    ] as const) {
      answer = (_request, response) => response.writeHead(status).end();
      expect(await code(fetchPicture(`${server.url}/x`, options()))).toBe(expected);
    }
  });

  test('Slack is asked with the bot’s token', async () => {
    const file = { id: 'F1', name: 'door.jpg', mimetype: 'image/jpeg', size: 5, url_private: `${server.url}/files/F1` };
    const { pictures } = slackPictures([file, { mode: 'tombstone' }]);
    expect(pictures).toEqual([
      { name: 'door.jpg', size: 5, mediaType: 'image/jpeg', from: { url: `${server.url}/files/F1` } },
    ]);
    const connection = { app: { credentials: { botToken: 'xoxb-1' } } } as Parameters<typeof openSharedPicture>[0];
    await openSharedPicture(connection, pictures![0]!, { apiUrl: `${server.url}/api`, signal });
    expect(asked).toEqual([{ url: '/files/F1', authorization: 'Bearer xoxb-1' }]);
  });

  test('of many files five are looked at', () => {
    const file = { url_private: 'https://files.slack.com/a' };
    expect(slackPictures(Array.from({ length: 9 }, () => file)).pictures).toHaveLength(5);
  });

  test('an address of Discord that is over is asked for anew', async () => {
    answer = (request, response) => response.writeHead(request.url === '/new' ? 200 : 404).end('bytes');
    const api = {
      call: async () => ({ attachments: [{ id: 'A1', url: `${server.url}/new` }] }),
    } as unknown as Parameters<typeof openDiscords>[0]['api'];
    const from = { url: `${server.url}/old`, id: 'A1', message: '1', channel: '2' };
    const picture = { name: '', size: null, mediaType: null, from };
    expect(Buffer.from(await openDiscords({ api }, picture, { url: server.url, signal })).toString()).toBe('bytes');
    expect(asked.map(({ url }) => url)).toEqual(['/old', '/new']);
  });

  test('Teams’ token is shown to the service that brought the picture, and to nobody else', async () => {
    const activity = {
      serviceUrl: `${server.url}/emea/`,
      attachments: [
        { contentType: 'text/html' },
        { contentType: 'image/png', contentUrl: `${server.url}/v3/attachments/1/views/original` },
        { contentType: 'image/png', contentUrl: `${elsewhere.url}/steal` },
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          name: 'gate.jpg',
          content: { downloadUrl: `${elsewhere.url}/file` },
        },
      ],
    } as unknown as TeamsActivity;
    const [inline, stolen, file] = teamsPictures(activity).pictures!;
    let shown = 0;
    const token = async () => {
      shown++;
      return 'secret';
    };
    const open = (picture: typeof inline) => openTeams(picture!, { service: server.url, token, signal });
    await open(inline);
    expect(asked).toEqual([{ url: '/v3/attachments/1/views/original', authorization: 'Bearer secret' }]);
    expect(await code(open(stolen))).toBe('forbidden');
    expect(await code(open(file))).toBe('forbidden');
    expect([shown, reached]).toEqual([1, 0]);
  });
});
