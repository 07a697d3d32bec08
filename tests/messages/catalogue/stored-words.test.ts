import { describe, expect, test } from 'vitest';
import type { Language } from '../../../src/domain/language.ts';
import { renderCard } from '../../../src/http/console/render-card.ts';
import { partText } from '../../../src/messages/catalogue/health.ts';
import { entryText, reasonText, searchNote } from '../../../src/messages/catalogue/stored-words.ts';

describe('our own stored sentences in the language of an answer', () => {
  test.each<[Language, string, string, string]>([
    ['de', 'assigned', 'Assigned to Lena Vogt', 'Lena Vogt zugewiesen'],
    ['de', 'undone', 'Undone: Status: open → closed', 'Zurückgenommen: Status: offen → geschlossen'],
    ['fr', 'undone', 'Undone: Assigned to Lena', 'Annulé : Attribué à Lena'],
    ['es', 'status', 'Closed: the key was found', 'Cerrado: the key was found'],
    ['es', 'alert_linked', 'Linked ALR-3', 'Vinculado: ALR-3'],
    ['fr', 'title', 'Renamed from “Door”', 'Renommé, auparavant « Door »'],
    ['en', 'assigned', 'Assigned to Lena', 'Assigned to Lena'],
  ])('%s: %s', (language, kind, text, said) => {
    expect(entryText({ kind, text }, language)).toBe(said);
  });

  test('a comment is somebody’s own words, whatever they look like', () => {
    expect(entryText({ kind: 'comment', text: 'Assigned to nobody, I think' }, 'de')).toBe(
      'Assigned to nobody, I think',
    );
  });

  test('a known reason is said, an unknown one stays', () => {
    expect(reasonText('Invalid user', 'de')).toBe('unbekanntes Konto');
    expect(reasonText('wrong password', 'en')).toBe('wrong password');
    expect(reasonText('KDC has no support', 'fr')).toBe('KDC has no support');
  });

  test('how the search read what was asked', () => {
    expect(searchNote('no account is exactly “root”: accounts that begin so were searched', 'es')).toContain('«root»');
    expect(searchNote('no account is exactly “Ida Lind”: searched as ida.lind, ida_lind', 'de')).toBe(
      'kein Konto heißt genau „Ida Lind“; gesucht wurde ida.lind, ida_lind',
    );
    expect(searchNote('no account here goes by “Ida Lind”', 'es')).toBe('aquí ninguna cuenta se llama «Ida Lind»');
    expect(searchNote('what was asked (status) does not apply to logins and alerts, which are left out', 'de')).toBe(
      'das Gefragte gibt es nicht für Anmeldungen und Alarme; sie sind ausgelassen',
    );
  });

  test('parts of the service have names in every language', () => {
    expect(partText('job queue', 'fr')).toBe('file de tâches');
    expect(partText('something new', 'fr')).toBe('something new');
  });

  test('a card in German has its severity and its times in German', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const card = {
      key: 'INC-1',
      language: 'de' as const,
      parts: [
        { kind: 'heading' as const, text: 'INC-1 Door', severity: 'critical' as const },
        { kind: 'context' as const, text: 'Lena', at: '2026-11-21T11:58:00Z' },
      ],
    };
    const drawn = renderCard(card, { clock: { now, timeZone: 'UTC' }, back: '/' }).toString();
    expect(drawn).toContain('lang="de"');
    expect(drawn).toContain('Kritisch');
    expect(drawn).toContain('vor 2 min');
    expect(drawn).not.toContain('Critical');
  });
});
