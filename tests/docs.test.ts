import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '../src/config.ts';
import { viewWord } from '../src/http/console/pages/cards.ts';
import { everyView } from '../src/messages/views/samples.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].concat(
  ['docs', 'docs/guide'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : [])),
  ),
);
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

describe('.env.example', () => {
  const lines = read('.env.example').split('\n');
  const named = lines.flatMap((line, i) =>
    /^[A-Z][A-Z0-9_]*=/.test(line)
      ? [{ name: line.split('=')[0]!, value: line.slice(line.indexOf('=') + 1), above: lines[i - 1] }]
      : [],
  );

  test('names every setting there is, in the same order', () => {
    expect(named.map((entry) => entry.name)).toEqual(Object.keys(settings.shape));
  });

  test('says what each is for, and its default', () => {
    const defaults = settings.parse({}) as Record<string, unknown>;
    for (const { name, value, above } of named) {
      expect(above, name).toMatch(/^# .{10,}/);
      expect(value, name).toBe(defaults[name] === undefined ? '' : [defaults[name]].flat().join(','));
    }
  });
});

describe.each(documents)('%s', (path) => {
  const text = read(path);

  test('links to files that exist', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:|\/)([^)#\s]+)/g)].map((match) => match[1]!);
    for (const target of targets) expect(existsSync(resolve(root, path, '..', target)), target).toBe(true);
  });

  test('names files of the project that exist', () => {
    const paths = [...text.matchAll(/`((?:src|tests|docs|migrations|prompts|deploy)\/[\w./-]*)`/g)].map(
      (match) => match[1]!,
    );
    for (const named of paths) expect(existsSync(join(root, named)), named).toBe(true);
  });

  test('runs npm scripts that exist', () => {
    const used = [...text.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!);
    for (const script of used) expect(scripts, script).toHaveProperty(script);
  });

  test('uses commands the command line knows', () => {
    const used = new Set([...text.matchAll(/safenest -- ([a-z]+)/g)].map((match) => match[1]!));
    for (const command of used) expect(existsSync(join(root, 'src/cli/commands', `${command}.ts`)), command).toBe(true);
  });

  test('names no setting that does not exist', () => {
    const used = [...text.matchAll(/`((?:[A-Z]{3,}|S3)(?:_[A-Z0-9]+)+|PORT|HOST|ROLES)(?:=[^`]*)?`/g)].map(
      (match) => match[1]!,
    );
    const known = new Set([
      ...Object.keys(settings.shape),
      'TEST_DATABASE_URL',
      'TEST_REDIS_URL',
      'SAFENEST_SHARED',
      'SAFENEST_SCREENSHOTS',
      'ONNXRUNTIME_NODE_INSTALL',
    ]);
    for (const name of used) expect(known, name).toContain(name);
  });
});

test('docs/cards.md shows every view there is; SAFENEST_SCREENSHOTS=1 npm run test:browser makes it anew', () => {
  const shown = [...read('docs/cards.md').matchAll(/^## (.+)\n\n!\[.*\]\(images\/card-(\w+)\.png\)$/gm)];
  expect(shown.map(([, words, view]) => [view, words])).toEqual(
    Object.keys(everyView()).map((view) => [view, viewWord(view)]),
  );
});
