import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { teamsManifest, teamsPackage, WHY } from '../../../src/bots/teams/package.ts';
import { SHORTCUT } from '../../../src/bots/teams/parse.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { unzip } from '../../support/unzip.ts';

const appId = '00000000-0000-4000-8000-000000000001';
const drawIcon = (svg: string, size: number): Promise<Buffer> =>
  sharp(Buffer.from(svg)).resize(size, size).png().toBuffer();
const madeAt = new Date('2026-11-20T13:00:00Z');
const options = { appId, publicUrl: 'https://desk.example.com', madeAt, drawIcon };

describe('the app package', () => {
  test('is a zip of manifest and two icons in the sizes Teams wants', async () => {
    const made = await teamsPackage(options);
    const files = unzip(made);
    expect([...files.keys()]).toEqual(['manifest.json', 'de.json', 'fr.json', 'es.json', 'color.png', 'outline.png']);
    expect(JSON.parse(files.get('manifest.json')!.toString('utf8'))).toEqual(
      JSON.parse(JSON.stringify(teamsManifest(options))),
    );
    const color = await sharp(files.get('color.png')!).metadata();
    const outline = await sharp(files.get('outline.png')!).metadata();
    expect([color.width, color.height, outline.width, outline.height]).toEqual([192, 192, 32, 32]);
    // the outline is white on nothing, the other fills its square
    const { channels } = await sharp(files.get('outline.png')!).stats();
    expect(channels.slice(0, 3).every(({ max }) => max === 255)).toBe(true);
    expect(channels[3]!.min).toBe(0);
    expect((await sharp(files.get('color.png')!).stats()).isOpaque).toBe(true);
  });

  test('is read by the unzip of others, whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'teams-package-'));
    try {
      writeFileSync(join(folder, 'app.zip'), await teamsPackage(options));
      let tested: string;
      try {
        tested = execFileSync('unzip', ['-t', join(folder, 'app.zip')], { encoding: 'utf8' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
        throw error;
      }
      expect(tested).toContain('No errors detected');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('asks for what it needs and no more, and says why', () => {
    const manifest = teamsManifest(options);
    expect(manifest.permissions.toSorted()).toEqual(Object.keys(WHY).toSorted());
    expect(manifest).not.toHaveProperty('authorization');
    expect(manifest.validDomains).toEqual(['desk.example.com']);
    expect(manifest.composeExtensions[0]!.commands[0]!.id).toBe(SHORTCUT);
  });

  test('says in each other language what it says to people, at places that the manifest has, within Teams’ lengths', async () => {
    const manifest = teamsManifest(options);
    const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;
    expect([defaultLanguageTag, ...additionalLanguages.map(({ languageTag }) => languageTag)]).toEqual([...LANGUAGES]);
    const files = unzip(await teamsPackage(options));
    const longest: [RegExp, number][] = [
      [/title$/, 32],
      [/commands.*description$|description$/, 128],
      [/^name[.]full$/, 100],
    ];
    for (const { file } of additionalLanguages) {
      const { $schema, ...words } = JSON.parse(files.get(file)!.toString('utf8')) as Record<string, string>;
      expect($schema).toContain('Localization.schema.json');
      for (const [path, said] of Object.entries(words)) {
        const at = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
        const english = at.reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], manifest);
        expect(typeof english, path).toBe('string');
        if (path !== 'name.short') expect(said, path).not.toBe(english);
        const most = longest.find(([where]) => where.test(path));
        if (most) expect(said.length, `${file} ${path}`).toBeLessThanOrEqual(most[1]);
      }
      expect(words['description.short']!.length).toBeLessThanOrEqual(80);
      expect(words).toMatchObject({ 'composeExtensions[0].commands[1].title': expect.any(String) });
    }
  });

  test('keeps the lengths of Teams', () => {
    const { name, description, bots, composeExtensions } = teamsManifest({ ...options, name: 'x'.repeat(200) });
    expect(name.short.length).toBeLessThanOrEqual(30);
    expect(name.full.length).toBeLessThanOrEqual(100);
    expect(description.short.length).toBeLessThanOrEqual(80);
    expect(description.full.length).toBeLessThanOrEqual(4000);
    for (const { title, description: words } of bots.flatMap((bot) =>
      bot.commandLists.flatMap((list) => list.commands),
    )) {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(words.length).toBeLessThanOrEqual(128);
    }
    for (const { title, description: words } of composeExtensions.flatMap((extension) => extension.commands)) {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(words.length).toBeLessThanOrEqual(128);
    }
  });
});

test('guarding channels asks to read them, and nothing else does', () => {
  expect(teamsManifest(options)).not.toHaveProperty('authorization');
  expect(teamsManifest({ ...options, moderation: true })).toMatchObject({
    authorization: {
      permissions: {
        resourceSpecific: [
          { name: 'ChannelMessage.Read.Group', type: 'Application' },
          { name: 'ChatMessage.Read.Chat', type: 'Application' },
        ],
      },
    },
  });
});

test('a package that is made later has a higher version, each number of it one that Teams takes', () => {
  const [first, next, day] = ['2026-11-20T13:00:00Z', '2026-11-20T13:00:01Z', '2026-11-21T00:00:00Z'].map((at) =>
    teamsManifest({ ...options, madeAt: new Date(at) })
      .version.split('.')
      .map(Number),
  );
  expect(first).toEqual([1, 20_777, 46_800]);
  expect(next).toEqual([1, 20_777, 46_801]);
  expect(day).toEqual([1, 20_778, 0]);
});
