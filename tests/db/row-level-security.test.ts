import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_ROLES } from '../../src/db/migrate.ts';
import { type OrgDb, withOrg, withSystem } from '../../src/db/scope.ts';
import { newOrgId, type OrgId } from '../../src/domain/id.ts';
import { fillEveryTable, tables } from '../fixtures/db/every-table.ts';
import { databases, type TestDatabase } from '../support/database.ts';

/** Tables that belong to no organisation. */
const EXEMPT = ['schema_migration'];
const OWN_ROWS = (column: string) =>
  `(${column} = (NULLIF(current_setting('safenest.org_id'::text, true), ''::text))::uuid)`;
/** What may be read before an organisation is known, and by which role. */
const LOOKUPS: Record<string, string[]> = {
  history_change: ['org_id', 'since'],
  api_key: ['id', 'key_hash', 'org_id'],
  appeal: ['decided_at', 'id', 'org_id', 'told_at'],
  chat_account: ['external_id', 'id', 'linked_at', 'member_id', 'org_id', 'platform', 'workspace'],
  alert_exception: ['ended_at', 'id', 'org_id', 'until', 'woken_at'],
  block_list: ['fetch_at', 'id', 'org_id'],
  alert_nudge: ['created_at', 'done_at', 'id', 'member_id', 'org_id', 'retry_at'],
  alert_policy: ['org_id'],
  delivery: ['due_at', 'id', 'org_id', 'state', 'target_id'],
  delivery_target: ['claimed_until', 'enabled', 'id', 'kind', 'org_id', 'retry_at'],
  incident_feedback: ['asked_at', 'id', 'org_id', 'retry_at', 'state'],
  incident_participant: ['incident_id', 'member_id', 'org_id', 'tell_at'],
  incident_room: ['claimed_until', 'due_at', 'id', 'org_id'],
  incident_ticket: ['claimed_until', 'due_at', 'id', 'org_id'],
  ticket_tracker: ['enabled', 'org_id'],
  login_question: ['asked_at', 'expires_at', 'id', 'org_id', 'retold_at', 'retry_at', 'state'],
  chat_app: ['external_id', 'id', 'org_id', 'platform', 'updated_at'],
  chat_code: ['code_hash', 'id', 'org_id'],
  chat_message: ['id', 'org_id', 'received_at', 'waits'],
  chat_workspace: ['id', 'org_id', 'platform', 'service_url', 'workspace'],
  inbox: ['attempts', 'conversation', 'done_at', 'due_at', 'erase_at', 'id', 'org_id', 'received_at'],
  member: ['active', 'email', 'id', 'org_id'],
  case_claim: ['case_id', 'org_id', 'until'],
  moderation_action: ['claimed_until', 'created_at', 'expires_at', 'id', 'org_id', 'retry_at', 'state'],
  organisation: ['created_at', 'id', 'name', 'sample', 'settings', 'time_zone'],
  outbox: ['attempts', 'created_at', 'due_at', 'fanned_at', 'id', 'org_id', 'sent_at', 'severity'],
  proposal: ['id', 'later_until', 'org_id', 'state'],
  proposal_ask: ['created_at', 'done_at', 'kind', 'member_id', 'org_id', 'proposal_id', 'retry_at'],
  recommendation_run: ['org_id', 'period'],
  report: ['kind', 'org_id', 'to_at'],
  report_schedule: [
    'daily',
    'daily_hour',
    'language',
    'org_id',
    'recommends',
    'since',
    'weekly',
    'weekly_day',
    'weekly_hour',
  ],
  sign_in_link: ['id', 'org_id', 'token_hash'],
  web_session: ['id', 'org_id', 'token_hash'],
};
/** What cameras took, saw or raised: a policy more leaves out what is at cameras that somebody may not see. */
const OF_CAMERAS = [
  'alert',
  'alert_camera_event',
  'alert_exception',
  'alert_pause',
  'baseline',
  'camera',
  'camera_event',
  'detection',
  'face',
  'history_document',
  'person',
  'picture',
  'report',
  'sighting',
  'signal',
];
/** Rules and proposals name cameras and zones in their parameters: these are left out when they are read. */
const READ_OF_CAMERAS = ['proposal', 'rule', 'rule_version'];
/** Tables that name a camera and are shown to nobody but through another, or to admins alone. */
const APART = ['camera_access'];
const APPEND_ONLY = ['audit_entry', 'event'];

describe.each(databases)('row-level security on the $name database', ({ open }) => {
  let opened: TestDatabase;
  let ours: OrgId;
  let theirs: OrgId;
  const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await opened.database.pool.query<Row>(text, values)).rows;

  beforeAll(async () => {
    opened = await open();
    ours = newOrgId();
    theirs = newOrgId();
    for (const org of [ours, theirs]) await withOrg(opened.db, org, fillEveryTable);
  });
  afterAll(() => opened.close());

  describe('by the catalogue', () => {
    test('every table has it enabled and forced, with the one policy for everybody', async () => {
      const found = await rows<{ name: string; enabled: boolean; forced: boolean; policies: string[] }>(
        `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
           array(select concat_ws(' ', policyname, permissive, cmd, qual, with_check) from pg_policies
                 where schemaname = 'public' and tablename = relname and roles = '{public}') as policies
         from pg_class where relkind in ('r', 'p', 'f', 'm') and relnamespace::regnamespace::text
           not in ('pg_catalog', 'information_schema', 'pg_toast', 'bullmq')`,
      );
      const tenant = found.filter(({ name }) => !EXEMPT.includes(name));
      expect(tenant.map(({ name }) => name).sort()).toEqual([...tables].sort());
      for (const { name, ...protection } of tenant) {
        const column = name === 'organisation' ? 'id' : 'org_id';
        expect({ name, ...protection }).toEqual({
          name,
          enabled: true,
          forced: true,
          policies: [`organisation PERMISSIVE ALL ${OWN_ROWS(column)}`],
        });
      }
    });

    test('other policies only let the system look up and searches read', async () => {
      const others = await rows<{ policy: string }>(
        `select concat_ws(' ', tablename, policyname, cmd, roles::text, qual, with_check) as policy from pg_policies
         where roles <> '{public}' and policyname not in ('cameras', 'own') order by 1`,
      );
      expect(others.map(({ policy }) => policy)).toEqual(
        [
          ...Object.keys(LOOKUPS).map((table) => `${table} lookup SELECT {safenest_system} true`),
          'event search SELECT {safenest_search} true',
          'history_chunk search SELECT {safenest_search} true',
        ].sort(),
      );
    });

    test('a member’s browser is theirs, and an admin’s to end', async () => {
      const own = await rows<{ how: string }>(
        `select concat_ws(' ', tablename, permissive, cmd, roles::text) as how from pg_policies where policyname = 'own'`,
      );
      expect(own).toEqual([{ how: 'delivery_target RESTRICTIVE ALL {safenest_app}' }]);
    });

    test('whatever names a camera or what it saw is left out for whoever may not see that camera', async () => {
      const kept = await rows<{ name: string; how: string }>(
        `select tablename as name, concat_ws(' ', permissive, cmd, roles::text) as how from pg_policies
         where policyname = 'cameras' order by 1`,
      );
      expect(kept).toEqual(
        [
          ...OF_CAMERAS.map((name) => ({ name, how: 'RESTRICTIVE ALL {safenest_app}' })),
          ...READ_OF_CAMERAS.map((name) => ({ name, how: 'RESTRICTIVE SELECT {safenest_app}' })),
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
      const naming = await rows<{ name: string }>(
        `select distinct table_name as name from information_schema.columns where table_schema = 'public'
         and column_name in ('camera_id', 'camera_ids', 'camera_event_id') order by 1`,
      );
      expect(naming.map(({ name }) => name).filter((name) => ![...OF_CAMERAS, ...APART].includes(name))).toEqual([]);
    });

    test('rows of one organisation can refer to no other', async () => {
      const loose = await rows<{ name: string }>(
        `select conrelid::regclass || '.' || conname as name from pg_constraint
         where contype = 'f' and confrelid <> 'organisation'::regclass and not (
           (select attnum from pg_attribute where attrelid = conrelid and attname = 'org_id') = any (conkey)
           and (select attnum from pg_attribute where attrelid = confrelid and attname = 'org_id') = any (confkey))`,
      );
      expect(loose).toEqual([]);
    });

    test('no role of the service can step around it, sign in or become another', async () => {
      const roles = await rows<{ rolname: string }>(
        `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
           (select count(*) from pg_auth_members where member = pg_roles.oid) as memberships
         from pg_roles where rolname = any($1) order by 1`,
        [DATABASE_ROLES],
      );
      const none = {
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
      };
      expect(roles).toEqual([...DATABASE_ROLES].sort().map((rolname) => ({ rolname, ...none, memberships: 0 })));
    });

    test('the system role reads exactly the columns that look-ups need, and writes nothing', async () => {
      const grants = await rows<{ tab: string; columns: string[]; privileges: string[] }>(
        `select table_name as tab, array_agg(distinct column_name::text order by column_name::text) as columns,
           array_agg(distinct privilege_type::text) as privileges
         from information_schema.role_column_grants where grantee = 'safenest_system' group by 1`,
      );
      expect(Object.fromEntries(grants.map(({ tab, columns }) => [tab, columns]))).toEqual(LOOKUPS);
      expect(new Set(grants.flatMap(({ privileges }) => privileges))).toEqual(new Set(['SELECT']));
      const whole = await rows(
        `select 1 from information_schema.role_table_grants where grantee = 'safenest_system' and privilege_type <> 'SELECT'`,
      );
      expect(whole).toEqual([]);
    });

    test('the application changes rows and nothing else; everybody else may do nothing', async () => {
      const grants = await rows<{ grantee: string; tab: string; privileges: string[] }>(
        `select grantee::text, table_name::text as tab, array_agg(privilege_type::text order by 1) as privileges
         from information_schema.role_table_grants
         where table_schema = 'public' and grantee in ('safenest_app', 'PUBLIC') group by 1, 2`,
      );
      expect(grants.filter(({ grantee }) => grantee === 'PUBLIC')).toEqual([]);
      expect(grants.map(({ tab }) => tab).sort()).toEqual([...tables, 'event_search', 'history_search'].sort());
      for (const { tab, privileges } of grants) {
        expect({
          tab,
          beyond: privileges.filter((name) => !['SELECT', 'INSERT', 'UPDATE', 'DELETE'].includes(name)),
        }).toEqual({ tab, beyond: [] });
        if (APPEND_ONLY.includes(tab)) expect(privileges.sort()).toEqual(['INSERT', 'SELECT']);
        if (tab === 'event_search' || tab === 'history_search') expect(privileges).toEqual(['SELECT']);
      }
    });

    test('the one view that reads as someone else belongs to searches; no function runs as its owner', async () => {
      const views = await rows<{ name: string; owner: string }>(
        `select relname as name, relowner::regrole::text as owner from pg_class
         where relkind = 'v' and relnamespace = 'public'::regnamespace and not coalesce(reloptions, '{}') @> '{security_invoker=true}'
         order by relname`,
      );
      expect(views).toEqual([
        { name: 'event_search', owner: 'safenest_search' },
        { name: 'history_search', owner: 'safenest_search' },
      ]);
      expect(
        await rows(`select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`),
      ).toEqual([]);
    });
  });

  /** What the other organisation has in a table, read inside the same transaction, in its own scope. */
  async function theirRows(tx: OrgDb, table: string): Promise<string> {
    await sql`select set_config('safenest.org_id', ${theirs}, true)`.execute(tx);
    const { rows: found } = await sql<{ all: string }>`
      select string_agg(row::text, e'\n' order by row::text) as all from ${sql.table(table)} row`.execute(tx);
    await sql`select set_config('safenest.org_id', ${ours}, true)`.execute(tx);
    return found[0]!.all;
  }
  class Undo extends Error {}
  /** Runs `work` in our scope and takes back whatever it did. */
  const tried = (work: (tx: OrgDb) => Promise<void>): Promise<void> =>
    withOrg(opened.db, ours, async (tx) => {
      await work(tx);
      throw new Undo();
    }).catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  const key = (table: string) => (table === 'organisation' ? 'id' : 'org_id');

  describe.each(tables)('%s', (table) => {
    const target = sql.table(table);
    const org = sql.ref(key(table));

    test('shows one organisation its own rows', async () => {
      const seen = async (scope: OrgId) =>
        withOrg(
          opened.db,
          scope,
          async (tx) => (await sql<{ org: string }>`select distinct ${org} as org from ${target}`.execute(tx)).rows,
        );
      expect(await seen(ours)).toEqual([{ org: ours }]);
      expect(await seen(theirs)).toEqual([{ org: theirs }]);
      expect(await seen(newOrgId())).toEqual([]);
    });

    test('takes no row for another organisation, and gives none away', async () => {
      const columns = await rows<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
        [table],
      );
      const list = sql.join(columns.map(({ name }) => sql.ref(name)));
      const values = sql.join(columns.map(({ name }) => (name === key(table) ? sql`${theirs}::uuid` : sql.ref(name))));
      const refused = { code: '42501' };
      await expect(
        withOrg(opened.db, ours, (tx) =>
          sql`insert into ${target} (${list}) select ${values} from ${target}`.execute(tx),
        ),
      ).rejects.toMatchObject(refused);
      await expect(
        withOrg(opened.db, ours, (tx) => sql`update ${target} set ${org} = ${theirs}`.execute(tx)),
      ).rejects.toMatchObject(refused);
    });
  });

  const action = fc.record({
    table: fc.constantFrom(...tables),
    verb: fc.constantFrom('select', 'update', 'delete'),
    where: fc.constantFrom('theirs', 'not ours', 'any', 'either', 'by subquery', 'by join'),
  });
  test('whatever is asked or changed, another organisation is neither seen nor touched', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(action, async ({ table, verb, where }) => {
        const target = sql.table(table);
        const org = sql.ref(`t.${key(table)}`);
        const condition = {
          theirs: sql`${org} = ${theirs}`,
          'not ours': sql`${org} <> ${ours}`,
          any: sql`true`,
          either: sql`${org} in (${ours}, ${theirs})`,
          'by subquery': sql`${org} in (select id from organisation)`,
          'by join': sql`exists (select from member where member.org_id = ${org} or member.org_id <> ${ours})`,
        }[where];
        const statement = {
          select: sql<{ org: string }>`select ${org} as org from ${target} t where ${condition}`,
          update: sql<{
            org: string;
          }>`update ${target} t set ${sql.ref(key(table))} = ${org} where ${condition} returning ${org} as org`,
          delete: sql<{ org: string }>`delete from ${target} t where ${condition} returning ${org} as org`,
        }[verb];
        await tried(async (tx) => {
          const before = await theirRows(tx, table);
          expect(before).not.toBeNull();
          await sql`savepoint attempt`.execute(tx);
          try {
            const touched = await statement.execute(tx);
            expect(touched.rows.filter(({ org: found }) => found !== ours)).toEqual([]);
            if (where === 'theirs' || where === 'not ours') expect(touched.rows).toEqual([]);
          } catch (error) {
            // no privilege, or rows that others of ours hang on
            if (!['42501', '23503', '23001'].includes((error as { code?: string }).code ?? '')) throw error;
            await sql`rollback to savepoint attempt`.execute(tx);
          }
          expect(await theirRows(tx, table)).toBe(before);
        });
      }),
      { numRuns: 250 },
    );
  });

  test('the view for searches shows one organisation its own events', async () => {
    const seen = await withOrg(opened.db, ours, (tx) => tx.selectFrom('event_search').select('org_id').execute());
    expect(seen).toEqual([{ org_id: ours }]);
    const none = await withOrg(opened.db, ours, (tx) =>
      tx.selectFrom('event_search').select('org_id').where('org_id', '=', theirs).execute(),
    );
    expect(none).toEqual([]);
  });

  test('without an organisation the application sees nothing and stores nothing', async () => {
    const client = await opened.database.pool.connect();
    try {
      await client.query(`begin; set local role safenest_app`);
      for (const table of [...tables, 'event_search']) {
        expect((await client.query(`select * from ${table}`)).rows).toEqual([]);
      }
      await expect(
        client.query(`insert into org_counter (org_id, kind, value) values ($1, 'x', 1)`, [ours]),
      ).rejects.toMatchObject({ code: '42501' });
      await client.query('rollback');
    } finally {
      client.release();
    }
  });

  test('the system role finds an organisation, and cannot read or write beyond that', async () => {
    const found = await withSystem(opened.db, (tx) =>
      tx.selectFrom('member').select('org_id').where('email', '=', `${theirs}@example.org`).execute(),
    );
    expect(found).toEqual([{ org_id: theirs }]);
    const refused = { code: '42501' };
    await expect(
      withSystem(opened.db, (tx) => tx.selectFrom('member').select('password_hash').execute()),
    ).rejects.toMatchObject(refused);
    for (const table of tables.filter((name) => !(name in LOOKUPS))) {
      await expect(
        withSystem(opened.db, (tx) => sql`select 1 from ${sql.table(table)}`.execute(tx)),
      ).rejects.toMatchObject(refused);
    }
    for (const table of tables) {
      await expect(
        withSystem(opened.db, (tx) => sql`delete from ${sql.table(table)}`.execute(tx)),
      ).rejects.toMatchObject(refused);
    }
  });

  test('the audit log refuses changes even from its owner', async () => {
    const refusal = { code: '42501', message: 'the audit log is append-only' };
    const scope = `set_config('safenest.org_id', '${ours}', true)`;
    for (const statement of [
      `update audit_entry set action = 'x'`,
      'delete from audit_entry',
      'truncate audit_entry',
    ]) {
      const client = await opened.database.pool.connect();
      try {
        await expect(client.query(`begin; select ${scope}; ${statement}`)).rejects.toMatchObject(refusal);
        await client.query('rollback');
      } finally {
        client.release();
      }
    }
  });
});
