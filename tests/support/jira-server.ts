import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLocalServer } from './local-server.ts';

type Category = 'new' | 'indeterminate' | 'done';
const STATUSES: Record<string, Category> = { 'To Do': 'new', 'In Progress': 'indeterminate', Done: 'done' };

/** What calls say; each has some of it. */
interface Body {
  jql: string;
  fields: FakeIssue;
  transition: { id: string };
  body: string;
}

export interface FakeIssue {
  id: string;
  key: string;
  summary: string;
  description: string;
  labels: string[];
  status: string;
  comments: { id: string; author: string; body: string }[];
  updated: number;
}

/** What the next calls of a path are answered instead: how often, and with what. */
export interface Trouble {
  /** Of method and path, e.g. `POST /issue`. */
  on: RegExp;
  times: number;
  answer: (response: ServerResponse, request: IncomingMessage) => void;
  /** It does what it was asked all the same, and only then answers so. */
  afterwards?: boolean;
}

export const JIRA_TOKEN = 'jira-token-of-the-test';

/** Jira's REST API as far as we speak it, in the manner of Jira Cloud or of a Data Center, with trouble on demand. */
export async function startJira(kind: 'jira_cloud' | 'jira_data_center' = 'jira_cloud') {
  const issues: FakeIssue[] = [];
  const calls: { method: string; path: string; body: unknown }[] = [];
  const troubles: Trouble[] = [];
  let ids = 10_000;
  let comments = 500;
  let now = (): number => Date.now();
  /** A search does not find what was made just now. */
  let lag: (issue: FakeIssue) => boolean = () => false;

  const expected =
    kind === 'jira_cloud'
      ? `Basic ${Buffer.from(`bot@example.com:${JIRA_TOKEN}`).toString('base64')}`
      : `Bearer ${JIRA_TOKEN}`;
  /** Jira Cloud knows accounts by an id, a Data Center by a key and a name. */
  const account = (name: string) =>
    kind === 'jira_cloud'
      ? { displayName: name, accountId: `id of ${name}` }
      : { displayName: name, key: `key of ${name}`, name: name.toLowerCase() };
  const statusOf = (issue: FakeIssue) => ({
    name: issue.status,
    statusCategory: { key: STATUSES[issue.status] ?? 'new' },
  });
  const shown = (issue: FakeIssue) => ({
    id: issue.id,
    key: issue.key,
    fields: { status: statusOf(issue), labels: issue.labels },
  });

  function find(jql: string): FakeIssue[] {
    const labels = [...jql.matchAll(/"([^"]+)"/g)].map((one) => one[1]!);
    const minutes = /updated >= -(\d+)m/.exec(jql)?.[1];
    return issues.filter(
      (issue) =>
        !lag(issue) &&
        issue.labels.some((label) => labels.includes(label)) &&
        (minutes === undefined || issue.updated >= now() - Number(minutes) * 60_000),
    );
  }

  function act(method: string, path: string, body: Body): [number, unknown] {
    if (path === '/myself') return [200, account('SafeNest Bot')];
    const project = /^\/project\/(\w+)$/.exec(path);
    if (project)
      return project[1] === 'SEC'
        ? [200, { name: 'Security', issueTypes: [{ name: 'Task' }, { name: 'Bug' }] }]
        : [404, { errorMessages: ['No project could be found.'] }];
    if (method === 'POST' && path === (kind === 'jira_cloud' ? '/search/jql' : '/search')) {
      const found = find(body.jql);
      return [
        200,
        { issues: found.map(shown), ...(kind === 'jira_cloud' ? { isLast: true } : { total: found.length }) },
      ];
    }
    if (method === 'POST' && path === '/issue') {
      const { summary, description, labels } = body.fields;
      if (summary.length > 255 || /\n/.test(summary) || description.length > 32_767)
        return [400, { errors: { summary: 'Summary must be less than 255 characters.' } }];
      const id = String(++ids);
      const issue = {
        id,
        key: `SEC-${issues.length + 1}`,
        summary,
        description,
        labels,
        status: 'To Do',
        comments: [],
        updated: now(),
      };
      issues.push(issue);
      return [201, { id, key: issue.key, self: '' }];
    }
    const [, id, rest] = /^\/issue\/([^/?]+)(\/\w+)?/.exec(path) ?? [];
    const issue = issues.find((one) => one.id === id || one.key === id);
    if (!issue) return [404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'] }];
    if (rest === '/comment' && method === 'POST') {
      const comment = { id: String(++comments), author: 'SafeNest Bot', body: body.body };
      issue.comments.push(comment);
      issue.updated = now();
      return [201, comment];
    }
    if (rest === '/comment') {
      const query = new URL(path, 'http://x').searchParams;
      const from = Number(query.get('startAt'));
      const page = issue.comments.toReversed().slice(from, from + Number(query.get('maxResults')));
      return [
        200,
        {
          comments: page.map(({ id: number, author, body: text }) => ({
            id: number,
            author: account(author),
            body: text,
          })),
        },
      ];
    }
    if (rest === '/transitions' && method === 'POST') {
      const name = Object.keys(STATUSES)[Number(body.transition.id) - 1];
      if (!name) return [400, { errorMessages: ['It is not valid.'] }];
      issue.status = name;
      issue.updated = now();
      return [204, null];
    }
    if (rest === '/transitions') {
      const transitions = Object.keys(STATUSES).map((name, index) => ({
        id: String(index + 1),
        name,
        to: { name, statusCategory: { key: STATUSES[name] } },
      }));
      return [200, { transitions }];
    }
    if (method === 'PUT') {
      issue.summary = body.fields.summary;
      issue.updated = now();
      return [204, null];
    }
    return [200, shown(issue)];
  }

  const server = await startLocalServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const path = (request.url ?? '').replace('/rest/api/2', '');
    const method = request.method ?? '';
    const body = text === '' ? {} : JSON.parse(text);
    calls.push({ method, path, body });
    const trouble = troubles.find(({ on, times }) => times > 0 && on.test(`${method} ${path}`));
    if (trouble) {
      trouble.times--;
      if (trouble.afterwards) act(method, path, body);
      trouble.answer(response, request);
      return;
    }
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { 'content-type': 'text/html' }).end('<h1>401</h1>');
      return;
    }
    const [status, answer] = act(method, path, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === null ? undefined : JSON.stringify(answer));
  });

  return {
    url: server.url,
    close: server.close,
    issues,
    calls,
    troubles,
    /** How often something was asked. */
    count: (what: RegExp): number => calls.filter(({ method, path }) => what.test(`${method} ${path}`)).length,
    clock(time: () => number): void {
      now = time;
    },
    hide(which: (issue: FakeIssue) => boolean): void {
      lag = which;
    },
    /** Somebody writes a comment there. */
    say(issue: FakeIssue, author: string, body: string): void {
      issue.comments.push({ id: String(++comments), author, body });
      issue.updated = now();
    },
    move(issue: FakeIssue, status: string): void {
      issue.status = status;
      issue.updated = now();
    },
  };
}
