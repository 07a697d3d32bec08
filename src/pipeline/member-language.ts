import { z } from 'zod';
import { memberLanguages, saveMemberLanguage } from '../db/member-languages.ts';
import type { OrgDb } from '../db/scope.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { checked } from './checked.ts';
import type { Work } from './work.ts';

/** In which language somebody is written to: the one they chose, else the one they wrote in last, else English. */
export async function languageOfMember(tx: OrgDb, memberId: string): Promise<Language> {
  const { language, spoken } = await memberLanguages(tx, memberId);
  return language ?? spoken ?? 'en';
}

/** Chooses the language one is written to in; null: the one that one writes in. */
export async function setOwnLanguage(work: Work, language: Language | null): Promise<void> {
  const { tx, principal } = work;
  if (principal.actor.kind !== 'member') throw new SafeNestError('forbidden', 'Only members have a language.');
  const wanted = checked(z.enum(LANGUAGES).nullable(), language, 'language');
  const before = (await memberLanguages(tx, principal.actor.id)).language;
  if (before === wanted) return;
  await saveMemberLanguage(tx, principal.actor.id, wanted);
  await audit(work, {
    action: 'member.change',
    subject: principal.actor.id,
    detail: { language: { before, after: wanted } },
  });
}
