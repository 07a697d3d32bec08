import { LANGUAGES, type Language } from '../domain/language.ts';
import { searchGuide } from '../pipeline/guide/search-guide.ts';
import { toolsFor } from '../tools/index.ts';
import { plan } from './offline/plan.ts';
import { readLanguage } from './read-language.ts';

/** One question of each language whose reading builds what reading needs: words, patterns, the guide's index. */
const FIRST: Record<Language, string> = {
  en: 'how many failed logins were there yesterday by country, and how do I close an incident?',
  de: 'Wie viele fehlgeschlagene Anmeldungen gab es gestern nach Land?',
  fr: 'Combien de connexions échouées hier par pays ?',
  es: '¿Cuántos inicios de sesión fallidos hubo ayer por país?',
};

/**
 * Reads a question in every language, so that nobody's first one waits for it. Between two languages others have their turn;
 * what fails here would fail, and be told, when somebody asks.
 */
export async function warmUp(now: Date): Promise<void> {
  const tools = new Set(toolsFor('admin').map(({ name }) => name));
  for (const language of LANGUAGES) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    try {
      const question = FIRST[language];
      readLanguage(question, []);
      plan(question, { now, timeZone: 'UTC', role: 'admin', language, tools, history: [] });
      searchGuide(question, { language });
    } catch {}
  }
}
