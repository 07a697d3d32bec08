import { inEveryLanguage } from './catalogue.ts';

interface LapsingWords {
  /** Buttons: of one alert, and of several. */
  still: string;
  stillAll: string;
  /** On the card and in the thread: who is asked, and when it is open again. */
  asked: (who: string, until: string) => string;
  stays: (who: string) => string;
  lapsed: (times: number) => string;
  /** To whoever acknowledged it, alone. */
  ask: (ref: string, minutes: number) => string;
  askAll: (count: number) => string;
  askAllWhy: string;
}

/** Acknowledgements that lapse. */
export const lapsingWords = inEveryLanguage<LapsingWords>({
  en: {
    still: 'Still on it',
    stillAll: 'Still on all of them',
    asked: (who, until) => `${who}, still on it? Else it is open again at ${until}`,
    stays: (who) => `${who} is still on it`,
    lapsed: (times) =>
      `Nobody said they were still on it, so it is open again${times > 1 ? ` (${times} times by now)` : ''}`,
    ask: (ref, minutes) => `You acknowledged ${ref} ${duration(minutes, 'minutes', 'hours')} ago. Still on it?`,
    askAll: (count) => `Still on these ${count} alerts?`,
    askAllWhy: 'You acknowledged them a while ago. Without an answer they are open again, and others are told.',
  },
  de: {
    still: 'Noch dran',
    stillAll: 'Noch an allen dran',
    asked: (who, until) => `${who}, noch dran? Sonst ist er ab ${until} wieder offen`,
    stays: (who) => `${who} ist noch dran`,
    lapsed: (times) =>
      `Niemand hat gesagt, noch dran zu sein; er ist wieder offen${times > 1 ? ` (schon ${times}-mal)` : ''}`,
    ask: (ref, minutes) => `Sie haben ${ref} vor ${duration(minutes, 'Minuten', 'Stunden')} bestätigt. Noch dran?`,
    askAll: (count) => `Noch an diesen ${count} Alarmen dran?`,
    askAllWhy:
      'Sie haben sie vor einer Weile bestätigt. Ohne Antwort sind sie wieder offen, und andere werden informiert.',
  },
  fr: {
    still: 'Toujours dessus',
    stillAll: 'Toujours sur toutes',
    asked: (who, until) => `${who}, toujours dessus ? Sinon elle est de nouveau ouverte à ${until}`,
    stays: (who) => `${who} est toujours dessus`,
    lapsed: (times) =>
      `Personne n’a dit être toujours dessus : elle est de nouveau ouverte${times > 1 ? ` (${times} fois déjà)` : ''}`,
    ask: (ref, minutes) =>
      `Vous avez pris en compte ${ref} il y a ${duration(minutes, 'minutes', 'heures')}. Toujours dessus ?`,
    askAll: (count) => `Toujours sur ces ${count} alertes ?`,
    askAllWhy:
      'Vous les avez prises en compte il y a un moment. Sans réponse, elles sont de nouveau ouvertes et d’autres sont prévenus.',
  },
  es: {
    still: 'Sigo en ello',
    stillAll: 'Sigo con todas',
    asked: (who, until) => `${who}, ¿sigue en ello? Si no, vuelve a estar abierta a las ${until}`,
    stays: (who) => `${who} sigue en ello`,
    lapsed: (times) =>
      `Nadie dijo seguir en ello, así que vuelve a estar abierta${times > 1 ? ` (ya ${times} veces)` : ''}`,
    ask: (ref, minutes) => `Usted confirmó ${ref} hace ${duration(minutes, 'minutos', 'horas')}. ¿Sigue en ello?`,
    askAll: (count) => `¿Sigue con estas ${count} alertas?`,
    askAllWhy: 'Las confirmó hace un rato. Sin respuesta vuelven a estar abiertas y se avisa a otros.',
  },
});

/** `45 minutes`, `4 hours`. */
function duration(minutes: number, ofMinutes: string, ofHours: string): string {
  return minutes < 120 ? `${minutes} ${ofMinutes}` : `${Math.round(minutes / 60)} ${ofHours}`;
}
