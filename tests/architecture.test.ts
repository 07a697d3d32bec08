import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

/** Who may import whom. A part may always import itself, `errors` and `log`; nothing that is not listed here exists. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  messages: ['domain'],
  db: ['messages', 'domain'],
  jobs: ['messages', 'domain'],
  models: ['messages', 'domain'],
  media: ['messages', 'domain'],
  pipeline: ['db', 'jobs', 'models', 'media', 'messages', 'domain'],
  tools: ['pipeline', 'db', 'jobs', 'models', 'media', 'messages', 'domain'],
  agent: ['tools', 'pipeline', 'db', 'models', 'messages', 'domain'],
  bots: ['messages', 'domain'],
  http: ['agent', 'tools', 'pipeline', 'db', 'jobs', 'media', 'messages', 'domain'],
  demo: ['pipeline', 'db', 'models', 'media', 'messages', 'domain'],
  app: ['config', 'http', 'bots', 'agent', 'tools', 'pipeline', 'db', 'jobs', 'models', 'media', 'messages', 'domain'],
  config: ['domain'],
  errors: [],
  log: [],
  eval: [
    'app',
    'config',
    'bots',
    'agent',
    'tools',
    'pipeline',
    'db',
    'jobs',
    'models',
    'media',
    'messages',
    'domain',
    'demo',
  ],
  cli: ['app', 'config', 'eval', 'demo', 'http', 'pipeline', 'db', 'jobs', 'models', 'messages', 'domain'],
  main: ['app', 'config', 'eval'],
};
const EVERYWHERE = ['errors', 'log'];

/** The packages that one part alone may know. */
const ONLY_IN: [RegExp, readonly string[]][] = [
  [/^onnxruntime-node/, ['models']],
  [/^(pg|kysely|pgvector|node-pg-migrate|@electric-sql\/.+)$/, ['db', 'eval/bench']],
  [/^(bullmq|ioredis)$/, ['jobs']],
  [/^node:child_process$/, ['media', 'eval/bench']],
  [/^(@slack\/bolt)/, ['bots/slack']],
  [/^discord\.js/, ['bots/discord']],
  [/^(botbuilder|botframework-connector)/, ['bots/teams']],
  [/^(express|helmet)$/, ['http']],
  [/^@aws-sdk\//, ['media']],
  [/^ws$/, ['http', 'eval/bench']],
  [/^(langchain|@langchain\/.+)$/, ['agent', 'eval']],
];

interface Import {
  file: string;
  line: number;
  /** A path within src/, or the name of a package. */
  target: string;
  typeOnly: boolean;
}

const files = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return name === 'static' ? [] : files(path);
    return name.endsWith('.ts') ? [path] : [];
  });

const sources = files(src).map((path) => ({
  file: relative(src, path).split(sep).join('/'),
  text: readFileSync(path, 'utf8'),
}));

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

const imports: Import[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(STATEMENT)].map((match) => {
    const specifier = (match[2] ?? match[3])!;
    const target = specifier.startsWith('.')
      ? relative(src, resolve(dirname(join(src, file)), specifier))
          .split(sep)
          .join('/')
      : specifier;
    return { file, line: text.slice(0, match.index).split('\n').length + 1, target, typeOnly: match[1] !== undefined };
  }),
);

const part = (path: string): string => path.split('/')[0]!.replace(/\.ts$/, '');
const shown = (found: Import[]): string[] => found.map((i) => `src/${i.file}:${i.line} imports ${i.target}`);

describe('the one direction of imports', () => {
  test('every folder of src has its place in the table', () => {
    expect([...new Set(sources.map((s) => part(s.file)))].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  test('no part imports what stands above or beside it', () => {
    const inner = imports.filter((i) => i.target.endsWith('.ts'));
    expect(inner.length).toBeGreaterThan(100);
    const wrong = inner.filter((i) => {
      const [from, to] = [part(i.file), part(i.target)];
      return from !== to && !EVERYWHERE.includes(to) && !MAY_IMPORT[from]!.includes(to);
    });
    expect(shown(wrong)).toEqual([]);
  });

  test('nothing outside src is imported but packages', () => {
    expect(shown(imports.filter((i) => i.target.startsWith('..')))).toEqual([]);
  });

  test('a package with one owner is imported by it alone', () => {
    const wrong = imports.filter((i) =>
      ONLY_IN.some(([name, owners]) => name.test(i.target) && !owners.some((owner) => i.file.startsWith(`${owner}/`))),
    );
    expect(shown(wrong.filter((i) => !i.typeOnly))).toEqual([]);
  });

  test('modules do not import each other in a circle', () => {
    const edges = new Map<string, string[]>();
    for (const i of imports)
      if (i.target.endsWith('.ts') && !i.typeOnly) edges.set(i.file, [...(edges.get(i.file) ?? []), i.target]);
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of edges.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('what one file alone may do', () => {
  const where = (pattern: RegExp): string[] => sources.filter((s) => pattern.test(s.text)).map((s) => s.file);

  test('only config.ts reads the environment', () => {
    expect(where(/process\.env/)).toEqual(['config.ts']);
  });

  test('nothing ends the process behind its owner’s back', () => {
    // the embedded database's thread ends itself; where a process waits for its end, its owner is who ends it
    expect(where(/process\.exit\(/).filter((file) => !file.startsWith('db/embedded/'))).toEqual(['app/signal.ts']);
  });

  test('what somebody asks or does is done with their own eyes, never with the organisation’s', () => {
    expect(where(/\b(?:withOrg\(\s*[\w.]+,|\borg\()\s*principal\.orgId\b/)).toEqual([]);
  });

  test('only db/scope.ts chooses the database role', () => {
    expect(where(/set_config\('role'|\bset (?:local |session )?role \$/i)).toEqual(['db/scope.ts']);
  });
});
