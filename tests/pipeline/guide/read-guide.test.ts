import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS, ROLES } from '../../../src/domain/role.ts';
import { pageOf, readGuide, sentencesOf } from '../../../src/pipeline/guide/read-guide.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/guide');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');

describe('the guide that is shipped', () => {
  const pages = readGuide();

  test('its table of contents names every page, by the page’s own title', () => {
    expect(files.filter((file) => !pages.some(({ name }) => `${name}.md` === file))).toEqual([]);
    const contents = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    for (const page of pages)
      expect(contents).toMatch(new RegExp(`^\\* \\[${page.title}\\]\\(.*${page.name}\\.md\\)`, 'm'));
  });

  test('each section has something to say, an anchor of its own, and somebody it is for', () => {
    const ids = new Set<string>();
    for (const section of pages.flatMap((page) => page.sections)) {
      expect(ids, section.id).not.toContain(section.id);
      ids.add(section.id);
      expect(sentencesOf(section.blocks).length, section.id).toBeGreaterThan(0);
      expect(section.roles.length, section.id).toBeGreaterThan(0);
    }
  });

  test('links between its pages lead to headings that exist', () => {
    const ids = new Set(pages.flatMap((page) => page.sections.map((section) => section.id)));
    for (const file of files) {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      for (const [, page, anchor] of text.matchAll(/\]\(([\w-]+)\.md(?:#([^)]+))?\)/g)) {
        expect(existsSync(join(FOLDER, `${page}.md`)), `${file}: ${page}`).toBe(true);
        if (anchor) expect(ids, file).toContain(`${page}#${anchor}`);
      }
    }
  });

  test('what is for some only names a permission or a role that there is', () => {
    for (const file of files)
      for (const [, who] of readFileSync(join(FOLDER, file), 'utf8').matchAll(/<!-- for: (.*?) -->/g))
        expect([...PERMISSIONS, ...ROLES], file).toContain(who);
  });
});

test('a page is its title, what comes first, and a section for each heading', () => {
  const page = pageOf('x', '# Title\n\nLead.\n\n## A?\n<!-- for: rules.write -->\n<!-- also: b, c -->\n\nYes. No.');
  expect(page).toMatchObject({
    title: 'Title',
    lead: [{ kind: 'paragraph' }],
    sections: [{ id: 'x#a', title: 'A?', also: 'b, c', roles: ['admin'], pageTitle: 'Title' }],
  });
  expect(sentencesOf(page.sections[0]!.blocks)).toEqual(['Yes.', 'No.']);
});
