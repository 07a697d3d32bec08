import type { ContentPolicy } from '../../domain/content-policy.ts';
import { numberOf } from './form-number.ts';
import type { Form } from './visit.ts';

/** What people may post as fields of the policy's form; `contentOf` reads them back. */
export function contentFields({ links, invites, files, spam, joins }: ContentPolicy): Form {
  return {
    content: 'on',
    'links.others': links.others,
    'links.allowed': links.allowed.join('\n'),
    'links.refused': links.refused.join('\n'),
    'links.imitated': links.imitated.join('\n'),
    ...(links.lookalikes ? { 'links.lookalikes': 'on' } : {}),
    'invites.allowed': invites.allowed.join('\n'),
    ...(files.programs ? { 'files.programs': 'on' } : {}),
    ...(files.disguised ? { 'files.disguised': 'on' } : {}),
    'files.refused': files.refused.join(' '),
    'files.most': files.mostMegabytes === null ? '' : String(files.mostMegabytes),
    'spam.seconds': String(spam.seconds),
    'joins.seconds': String(joins.seconds),
    'joins.youngDays': String(joins.youngDays),
  };
}

/** What the form says people may post, not yet checked; `before` where it was sent without that part. */
export function contentOf(form: Form, before: ContentPolicy): unknown {
  if (form.content !== 'on') return before;
  const listed = (name: string): string[] => (form[name] ?? '').split(/[\s,;]+/).filter(Boolean);
  return {
    links: {
      others: form['links.others'],
      allowed: listed('links.allowed'),
      refused: listed('links.refused'),
      lookalikes: form['links.lookalikes'] === 'on',
      imitated: listed('links.imitated'),
    },
    invites: { allowed: listed('invites.allowed') },
    files: {
      programs: form['files.programs'] === 'on',
      disguised: form['files.disguised'] === 'on',
      refused: listed('files.refused'),
      mostMegabytes: form['files.most']?.trim() ? numberOf(form['files.most']) : null,
    },
    spam: { seconds: numberOf(form['spam.seconds']) },
    joins: { seconds: numberOf(form['joins.seconds']), youngDays: numberOf(form['joins.youngDays']) },
  };
}
