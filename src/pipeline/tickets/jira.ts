import { z } from 'zod';
import { TICKET_CATEGORIES, type TicketCategory, type TicketTracker } from '../../domain/ticket.ts';
import { TargetRefused } from '../delivery/delivery-errors.ts';
import { callJira, JiraAway, type JiraCall, JiraMissing, type JiraNetwork } from './call-jira.ts';

/** An issue as far as it concerns us. */
export interface JiraIssue {
  id: string;
  key: string;
  status: string;
  category: TicketCategory;
  labels: string[];
}

export interface JiraComment {
  /** Of one that is younger it is greater. */
  number: number;
  id: string;
  author: string;
  /** What the account that wrote it is known by. */
  authorIds: readonly string[];
  body: string;
}

/** What is asked of one organisation's Jira, with its token. Each throws as `callJira` does. */
export type Jira = ReturnType<typeof jiraOf>;

const MOST_COMMENTS = 50;
const PAGE = 100;
const MOST_PAGES = 5;

const words = z.string().max(1_000_000);
/** Numbers, as Jira has them. */
const idSchema = z.string().regex(/^\d{1,15}$/);
const keySchema = z.string().regex(/^[A-Z][A-Z0-9_]{0,40}-\d{1,12}$/);
const statusSchema = z.object({
  name: words,
  // some that plug-ins bring are of none that Jira itself has
  statusCategory: z.object({ key: z.enum(TICKET_CATEGORIES).catch('new') }).catch({ key: 'new' }),
});
const madeSchema = z.object({ id: idSchema, key: keySchema });
const issueSchema = madeSchema.extend({
  fields: z.object({ status: statusSchema, labels: z.array(words).catch([]) }),
});
/** What an account is known by: Jira Cloud has one id, a Data Center a key and a name. */
const accountSchema = z.object({
  displayName: words.catch(''),
  accountId: words.optional().catch(undefined),
  key: words.optional().catch(undefined),
  name: words.optional().catch(undefined),
});
const idsOf = ({ accountId, key, name }: z.output<typeof accountSchema>): string[] =>
  Object.entries({ accountId, key, name }).flatMap(([kind, id]) => (id ? [`${kind} ${id}`] : []));
const commentSchema = z.object({
  id: idSchema,
  author: accountSchema.catch({ displayName: '' }),
  body: words.catch(''),
});
const searchSchema = z.object({
  // what is not as it should be is not ours
  issues: z.array(issueSchema.nullable().catch(null)).max(1000),
  nextPageToken: words.nullish(),
  total: z.number().nullish(),
});
const transitionSchema = z.object({ id: z.string().regex(/^\d{1,15}$/), name: words, to: statusSchema });
const projectSchema = z.object({ name: words, issueTypes: z.array(z.object({ name: words })).catch([]) });

/** Names that most projects have: of several transitions that lead to a category, the first of these is taken. */
const USUAL: Record<TicketCategory, readonly string[]> = {
  new: ['to do', 'open', 'reopened', 'reopen', 'backlog'],
  indeterminate: ['in progress', 'start progress', 'in review'],
  done: ['done', 'closed', 'close', 'resolved', 'resolve', 'resolve issue', 'close issue'],
};

/** Jira's REST API, version 2: texts are plain there in Jira Cloud as in a Data Center. */
export function jiraOf(
  tracker: Pick<TicketTracker, 'kind' | 'site' | 'project' | 'issueType' | 'email'>,
  token: string,
  network: JiraNetwork,
) {
  const { kind, site, project, issueType, email } = tracker;
  const authorization =
    email === null ? `Bearer ${token}` : `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const call = (method: JiraCall['method'], path: string, body?: unknown): Promise<unknown> =>
    callJira({ site, authorization, method, path: `/rest/api/2${path}`, body }, network);
  const issuePath = (id: string): string => `/issue/${encodeURIComponent(id)}`;
  const read = <S extends z.ZodType>(schema: S, answer: unknown): z.output<S> => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    // it may have done what it was asked
    throw new JiraAway(`${new URL(site).host} does not answer as Jira does. Is the address right?`);
  };

  async function search(jql: string): Promise<JiraIssue[]> {
    const found: JiraIssue[] = [];
    let next: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = { jql, fields: ['status', 'labels'], maxResults: PAGE };
      const answer: z.output<typeof searchSchema> = read(
        searchSchema,
        kind === 'jira_cloud'
          ? await call('POST', '/search/jql', { ...asked, ...(next === null ? {} : { nextPageToken: next }) })
          : await call('POST', '/search', { ...asked, startAt: page * PAGE }),
      );
      found.push(...answer.issues.filter((one) => one !== null).map(issueOf));
      next = answer.nextPageToken ?? null;
      const isLast = kind === 'jira_cloud' ? next === null : (page + 1) * PAGE >= (answer.total ?? 0);
      if (isLast || answer.issues.length === 0) break;
    }
    return found;
  }

  return {
    /** Who the token is, and whether the project has issues of this type; throws with what is wrong. */
    async test(): Promise<{ account: string; project: string }> {
      const me = read(z.object({ displayName: words }), await call('GET', '/myself'));
      const found = read(
        projectSchema,
        await call('GET', `/project/${encodeURIComponent(project)}`).catch((error: unknown) => {
          if (error instanceof JiraMissing)
            throw new TargetRefused(
              `There is no project ${project}, or ${me.displayName.slice(0, 80)} may not see it.`,
            );
          throw error;
        }),
      );
      const names = found.issueTypes.map(({ name }) => name);
      if (names.length > 0 && !names.some((name) => name.toLowerCase() === issueType.toLowerCase()))
        throw new TargetRefused(
          `${project} has no issues of type ${issueType}; it has ${names.slice(0, 10).join(', ').slice(0, 200)}.`,
        );
      return { account: me.displayName, project: found.name };
    },

    /** What the account that the token is of is known by. */
    async ownIds(): Promise<readonly string[]> {
      return idsOf(read(accountSchema, await call('GET', '/myself')));
    },

    /** Makes an issue. */
    async create(fields: {
      summary: string;
      description: string;
      label: string;
    }): Promise<{ id: string; key: string }> {
      const { summary, description, label } = fields;
      return read(
        madeSchema,
        await call('POST', '/issue', {
          fields: { project: { key: project }, issuetype: { name: issueType }, summary, description, labels: [label] },
        }),
      );
    },

    /** The issue that has a label; the oldest of several. */
    async withLabel(label: string): Promise<JiraIssue | null> {
      const found = await search(`labels = "${label}" order by created asc`);
      return found.find(({ labels }) => labels.includes(label)) ?? null;
    },

    /** Those of these labels that were changed within so many minutes. */
    changed: (labels: readonly string[], minutes: number): Promise<JiraIssue[]> =>
      search(`labels in (${labels.map((label) => `"${label}"`).join(', ')}) and updated >= -${minutes}m`),

    /** One issue as it stands. */
    async issue(id: string): Promise<JiraIssue> {
      return issueOf(read(issueSchema, await call('GET', `${issuePath(id)}?fields=status,labels`)));
    },

    async rename(id: string, summary: string): Promise<void> {
      await call('PUT', issuePath(id), { fields: { summary } });
    },

    async comment(id: string, body: string): Promise<void> {
      await call('POST', `${issuePath(id)}/comment`, { body });
    },

    /** Its comments behind one, the oldest first; of very many the newest two hundred. */
    async comments(id: string, after: number): Promise<JiraComment[]> {
      const found: JiraComment[] = [];
      for (let page = 0; page < 4; page++) {
        const path = `${issuePath(id)}/comment?orderBy=-created&startAt=${page * MOST_COMMENTS}&maxResults=${MOST_COMMENTS}`;
        const { comments } = read(
          z.object({ comments: z.array(commentSchema.nullable().catch(null)).max(5000) }),
          await call('GET', path),
        );
        const known = comments.filter((one) => one !== null).map(commentOf);
        found.push(...known.filter(({ number }) => number > after));
        if (comments.length < MOST_COMMENTS || known.some(({ number }) => number <= after)) break;
      }
      const byNumber = new Map(found.map((one) => [one.number, one]));
      return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
    },

    /** Moves it to a status of a category, where it is in another and such a move is open to it. False: there is none, or it takes more than that. */
    async moveTo(id: string, category: TicketCategory): Promise<boolean> {
      const { category: stands } = await this.issue(id);
      if (stands === category) return true;
      const { transitions } = read(
        z.object({ transitions: z.array(transitionSchema.nullable().catch(null)).max(500) }),
        await call('GET', `${issuePath(id)}/transitions`),
      );
      const rank = (name: string): number => {
        const at = USUAL[category].indexOf(name.trim().toLowerCase());
        return at < 0 ? USUAL[category].length : at;
      };
      const [move] = transitions
        .filter((one) => one !== null && one.to.statusCategory.key === category)
        .map((one) => one!)
        .toSorted((a, b) => Math.min(rank(a.to.name), rank(a.name)) - Math.min(rank(b.to.name), rank(b.name)));
      if (!move) return false;
      try {
        await call('POST', `${issuePath(id)}/transitions`, { transition: { id: move.id } });
        return true;
      } catch (error) {
        // a screen with fields of its own, say: people move it there
        if (error instanceof TargetRefused && !(error instanceof JiraMissing)) return false;
        throw error;
      }
    },
  };
}

const issueOf = ({ id, key, fields }: z.output<typeof issueSchema>): JiraIssue => ({
  id,
  key,
  status: fields.status.name,
  category: fields.status.statusCategory.key,
  labels: fields.labels,
});

const commentOf = ({ id, author, body }: z.output<typeof commentSchema>): JiraComment => ({
  number: Number(id),
  id,
  author: author.displayName,
  authorIds: idsOf(author),
  body,
});
