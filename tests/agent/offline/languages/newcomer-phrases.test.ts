import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../../src/domain/language.ts';

const three: PastTurn = {
  question: 'open incidents',
  answer: 'INC-6, INC-4, INC-3',
  steps: [{ tool: 'search_logs', args: { kinds: ['incident'] }, ok: true }],
  citations: ['INC-6', 'INC-4', 'INC-3'].map((ref) => ({ ref })),
};
const read = (text: string, language: Language, history: PastTurn[] = []) =>
  plan(text, {
    now: new Date('2026-11-21T16:30:00Z'),
    timeZone: 'Europe/Berlin',
    role: 'officer',
    language,
    tools: toolsPlannedFor('officer'),
    history,
  }).calls;

describe('what newcomers say in German, French and Spanish', () => {
  test.each<[Language, string, string]>([
    ['de', 'Öffne den ersten', 'INC-6'],
    ['de', 'öffne den zweiten', 'INC-4'],
    ['de', 'öffne den dritten Vorfall', 'INC-3'],
    ['de', 'den zweiten bitte', 'INC-4'],
    ['fr', 'ouvre le premier', 'INC-6'],
    ['es', 'abre el tercero', 'INC-3'],
  ])('%s: “%s” is one of what was shown', (language, text, id) => {
    expect(read(text, language, [three])).toEqual([{ tool: 'open_incident', args: { id } }]);
  });

  test.each<[Language, string, string]>([
    ['de', 'Sind alle Systeme in Ordnung?', 'system_health'],
    ['fr', 'tous les services sont-ils opérationnels ?', 'system_health'],
    ['es', '¿están bien todos los sistemas?', 'system_health'],
    ['de', 'was wartet auf Freigabe?', 'open_proposals'],
    ['de', 'welche Vorschläge sind offen?', 'open_proposals'],
    ['fr', 'quelles propositions sont en attente ?', 'open_proposals'],
    ['es', '¿qué está pendiente de aprobación?', 'open_proposals'],
    ['de', 'Zeig mir die Kamera am Eingang', 'show_camera'],
    ['de', 'Was habe ich an der Laderampe noch nicht gesichtet?', 'show_camera'],
    ['fr', 'Qu’est-ce que je n’ai pas encore examiné sur la caméra du quai ?', 'show_camera'],
    ['es', '¿Qué eventos de la cámara están sin revisar?', 'show_camera'],
    ['fr', 'montre-moi la caméra de l’entrée', 'show_camera'],
    ['es', 'muéstrame la cámara de la entrada', 'show_camera'],
    ['de', 'Wie melde ich einen Vorfall?', 'search_help'],
  ])('%s: “%s” is for %s', (language, text, tool) => {
    expect(read(text, language).map((call) => call.tool)).toEqual([tool]);
  });

  test.each<[Language, string, string, string]>([
    ['de', 'Wie lief die letzte Woche?', 'posture_summary', 'last_week'],
    ['de', 'Wie war der gestrige Tag?', 'posture_summary', 'yesterday'],
    ['de', 'was genau ist gestern Nacht passiert?', 'search_logs', 'last_night'],
    ['fr', 'comment s’est passée la semaine dernière ?', 'posture_summary', 'last_week'],
    ['es', '¿cómo estuvo el mes pasado?', 'posture_summary', 'last_month'],
    ['es', 'inicios de sesión fallidos ayer entre la una y las tres', 'search_logs', 'yesterday_01_03'],
    ['es', 'inicios de sesión fallidos ayer entre las dos y las cuatro de la tarde', 'search_logs', 'yesterday_14_16'],
    ['de', 'Fehlanmeldungen gestern zwischen ein und drei Uhr', 'search_logs', 'yesterday_01_03'],
    ['de', 'Fehlanmeldungen gestern zwischen neun und elf Uhr', 'search_logs', 'yesterday_09_11'],
    ['fr', 'connexions échouées hier entre une heure et trois heures', 'search_logs', 'yesterday_01_03'],
  ])('%s: the time of “%s”', (language, text, tool, range) => {
    expect(read(text, language)).toMatchObject([{ tool, args: { range } }]);
  });
});
