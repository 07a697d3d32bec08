import { describe, expect, test } from 'vitest';
import { Statements } from '../../../src/db/embedded/statements.ts';
import { queryMessage, textAt } from '../../../src/db/embedded/wire.ts';

const seen = (sql: string) => textAt(new Statements(1).translate(queryMessage(sql)), 5).text;

describe('COPY FROM STDIN', () => {
  test.each([
    'copy note from stdin',
    'COPY note (a, b) FROM STDIN WITH (format csv)',
    'select 1; copy note from stdin',
    '-- bulk\n copy note from stdin',
    '/* bulk; */copy "a;b" from/**/stdin',
    'copy note\nfrom -- here\n stdin',
  ])('%j becomes a refusal', (sql) => {
    expect(seen(sql)).toContain("using errcode = '0A000'");
  });

  test.each([
    `select 'copy note from stdin'`,
    'copy note to stdout',
    'select copy from stdin_log',
    `insert into note values ('a copy from stdin')`,
    `copy (select 1) to stdout; select 'from stdins'`,
  ])('%j goes through as it is', (sql) => {
    expect(seen(sql)).toBe(sql);
  });

  test('a long text is looked through quickly', () => {
    const started = performance.now();
    seen(`select ${'; copy a '.repeat(2_000)} stdi`);
    seen(`${'/*'.repeat(20_000)} stdin`);
    seen(`${' '.repeat(100_000)} stdin`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
