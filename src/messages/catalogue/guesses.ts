import { inEveryLanguage } from './catalogue.ts';

/** What somebody may have meant: each is a look, never a change. */
export type Guess =
  | 'logins'
  | 'alerts'
  | 'incidents'
  | 'open_alert'
  | 'open_incident'
  | 'open_review'
  | 'similar_incidents'
  | 'explain_case'
  | 'explain_login'
  | 'find_sightings'
  | 'show_camera'
  | 'list_exceptions'
  | 'list_members'
  | 'list_rules'
  | 'moderation_history'
  | 'open_proposals'
  | 'open_report'
  | 'posture_summary'
  | 'recommend_rules'
  | 'search_signals'
  | 'system_health'
  | 'who_is'
  | 'who_is_on_call'
  | 'own_moderation';

/** What the words that were not understood name, as they were typed. */
export interface Named {
  who?: string | undefined;
  ref?: string | undefined;
  place?: string | undefined;
  /** “last night”, “since Monday” */
  when?: string | undefined;
}

interface GuessWords {
  /** Sentences that can be said as they stand: tests hold that each is understood, and as what. Null where it takes more than is named, or the language has no such question. */
  sentences: Record<Guess, (named: Named) => string | null>;
  which: (choices: readonly string[]) => string;
  otherwise: string;
}

const after = (lead: string, what: string | undefined): string => (what === undefined ? '' : `${lead}${what}`);
const withIt = (what: string | undefined, sentence: (what: string) => string): string | null =>
  what === undefined ? null : sentence(what);
const listed = (choices: readonly string[]): string =>
  choices.map((choice, index) => `${index + 1}. ${choice}`).join('\n');

/** What is offered where nothing was understood for sure: whole messages, one of which is chosen by its number. */
export const guessWords = inEveryLanguage<GuessWords>({
  en: {
    sentences: {
      logins: ({ who, when }) =>
        `show the logins${after(' of ', who)}${after(' ', when ?? (who ? undefined : 'today'))}`,
      alerts: ({ who, when }) =>
        who || when ? `show the alerts${after(' about ', who)}${after(' ', when)}` : 'which alerts are open?',
      incidents: ({ when }) => (when ? `show the incidents ${when}` : 'list open incidents'),
      open_alert: ({ ref }) => withIt(ref, (it) => `show ${it}`),
      open_incident: ({ ref }) => withIt(ref, (it) => `show ${it}`),
      open_review: ({ ref }) => withIt(ref, (it) => `show the review of ${it}`),
      similar_incidents: ({ ref }) => withIt(ref, (it) => `have we had something like ${it} before?`),
      explain_case: ({ ref }) => (ref ? `explain ${ref}` : 'give me the next case'),
      explain_login: ({ who }) => withIt(who, (name) => `what is usual for the account ${name}?`),
      find_sightings: ({ who, place, when }) =>
        who
          ? `when was ${who} last seen?`
          : place
            ? `who was seen at the ${place} ${when ?? 'today'}?`
            : `how many people were seen ${when ?? 'today'}?`,
      show_camera: ({ place }) => (place ? `show ${place}` : 'which cameras do we have?'),
      list_exceptions: () => 'what is silenced right now?',
      list_members: () => 'who are our members?',
      list_rules: () => 'which rules are active?',
      moderation_history: ({ who, when }) =>
        who ? `moderation history of ${who}` : `who was warned ${when ?? 'this week'}?`,
      open_proposals: () => 'what waits for approval?',
      open_report: () => 'show the last report',
      posture_summary: ({ when }) => `summarise ${when ?? 'this week'}`,
      recommend_rules: () => 'what rules would you recommend?',
      search_signals: ({ who }) => (who ? `signals about ${who}` : 'what do other systems report?'),
      system_health: () => 'is everything running?',
      who_is: ({ who }) => withIt(who, (name) => `who is ${name}?`),
      who_is_on_call: () => 'who is on call?',
      own_moderation: () => 'was I ever warned?',
    },
    which: (choices) =>
      `I am not sure what you mean. Is it one of these?\n${listed(choices)}\nAnswer with its number, or say it in other words.`,
    otherwise: 'All right. Say it in other words, or ask “what can you do?”.',
  },
  de: {
    sentences: {
      logins: ({ who, when }) =>
        `zeige die Anmeldungen${after(' von ', who)}${after(' ', when ?? (who ? undefined : 'heute'))}`,
      alerts: ({ who, when }) =>
        who || when ? `zeige die Alarme${after(' zu ', who)}${after(' ', when)}` : 'welche Alarme sind offen?',
      incidents: ({ when }) => (when ? `zeige die Vorfälle ${when}` : 'zeige die offenen Vorfälle'),
      open_alert: ({ ref }) => withIt(ref, (it) => `zeige ${it}`),
      open_incident: ({ ref }) => withIt(ref, (it) => `zeige ${it}`),
      open_review: ({ ref }) => withIt(ref, (it) => `zeige die Nachbesprechung von ${it}`),
      similar_incidents: ({ ref }) => withIt(ref, (it) => `hatten wir so etwas wie ${it} schon einmal?`),
      explain_case: ({ ref }) => withIt(ref, (it) => `erkläre ${it}`),
      explain_login: ({ who }) => withIt(who, (name) => `wann meldet sich ${name} normalerweise an?`),
      find_sightings: ({ who, place, when }) =>
        who
          ? `wann wurde ${who} zuletzt gesehen?`
          : place
            ? `wer wurde ${when ?? 'heute'} bei ${place} gesehen?`
            : `wie viele Personen wurden ${when ?? 'heute'} gesehen?`,
      show_camera: ({ place }) => (place ? `zeige ${place}` : 'welche Kameras gibt es?'),
      list_exceptions: () => null,
      list_members: () => 'liste die Mitglieder',
      list_rules: () => 'welche Regeln sind aktiv?',
      moderation_history: ({ who, when }) =>
        who ? `Moderationsverlauf von ${who}` : when ? `wer wurde ${when} verwarnt?` : 'welche Fälle sind offen?',
      open_proposals: () => 'was wartet auf Freigabe?',
      open_report: () => 'zeige den letzten Bericht',
      posture_summary: ({ when }) => `fasse ${when ?? 'diese Woche'} zusammen`,
      recommend_rules: () => 'welche Regeln empfiehlst du?',
      search_signals: ({ who }) => (who ? `Signale über ${who}` : 'zeige die Signale'),
      system_health: () => 'läuft alles?',
      who_is: ({ who }) => withIt(who, (name) => `wer ist ${name}?`),
      who_is_on_call: () => 'wer hat Bereitschaft?',
      own_moderation: () => null,
    },
    which: (choices) =>
      `Ich bin nicht sicher, was Sie meinen. Ist es eines davon?\n${listed(choices)}\nAntworten Sie mit der Nummer, oder sagen Sie es anders.`,
    otherwise: 'In Ordnung. Sagen Sie es anders, oder fragen Sie „was kannst du?“.',
  },
  fr: {
    sentences: {
      logins: ({ who, when }) =>
        `montre les connexions${after(' de ', who)}${after(' ', when ?? (who ? undefined : 'aujourd’hui'))}`,
      alerts: ({ who, when }) =>
        who || when ? `montre les alertes${after(' sur ', who)}${after(' ', when)}` : 'quelles alertes sont ouvertes ?',
      incidents: ({ when }) => (when ? `montre les incidents ${when}` : 'liste les incidents ouverts'),
      open_alert: ({ ref }) => withIt(ref, (it) => `montre ${it}`),
      open_incident: ({ ref }) => withIt(ref, (it) => `montre ${it}`),
      open_review: ({ ref }) => withIt(ref, (it) => `le retour d’expérience de ${it}`),
      similar_incidents: ({ ref }) => withIt(ref, (it) => `avons-nous déjà eu quelque chose comme ${it} ?`),
      explain_case: ({ ref }) => withIt(ref, (it) => `explique ${it}`),
      explain_login: ({ who }) => withIt(who, (name) => `quand ${name} se connecte-t-il d’habitude ?`),
      find_sightings: ({ who, place, when }) =>
        who
          ? `quand ${who} a été vu pour la dernière fois ?`
          : place
            ? `qui a été vu à ${place} ${when ?? 'aujourd’hui'} ?`
            : null,
      show_camera: ({ place }) => (place ? `montre ${place}` : 'quelles caméras avons-nous ?'),
      list_exceptions: () => null,
      list_members: () => 'liste les membres',
      list_rules: () => 'quelles règles sont actives ?',
      moderation_history: ({ who, when }) =>
        who ? `historique de modération de ${who}` : when ? `qui a été banni ${when} ?` : 'quels cas sont ouverts ?',
      open_proposals: () => 'qu’est-ce qui attend une approbation ?',
      open_report: () => null,
      posture_summary: ({ when }) => `résume ${when ?? 'cette semaine'}`,
      recommend_rules: () => 'quelles règles recommandes-tu ?',
      search_signals: ({ who }) => (who ? `signaux sur ${who}` : null),
      system_health: () => 'est-ce que tout fonctionne ?',
      who_is: ({ who }) => withIt(who, (name) => `qui est ${name} ?`),
      who_is_on_call: () => 'qui est d’astreinte ?',
      own_moderation: () => null,
    },
    which: (choices) =>
      `Je ne suis pas sûr de comprendre. Est-ce l’une de ces questions ?\n${listed(choices)}\nRépondez par son numéro, ou dites-le autrement.`,
    otherwise: 'Très bien. Dites-le autrement, ou demandez « que sais-tu faire ? ».',
  },
  es: {
    sentences: {
      logins: ({ who, when }) =>
        `muestra los inicios de sesión${after(' de ', who)}${after(' ', when ?? (who ? undefined : 'de hoy'))}`,
      alerts: ({ who, when }) =>
        who || when ? `muestra las alertas${after(' sobre ', who)}${after(' ', when)}` : '¿qué alertas están abiertas?',
      incidents: ({ when }) => (when ? `muestra los incidentes ${when}` : 'lista los incidentes abiertos'),
      open_alert: ({ ref }) => withIt(ref, (it) => `muestra ${it}`),
      open_incident: ({ ref }) => withIt(ref, (it) => `muestra ${it}`),
      open_review: ({ ref }) => withIt(ref, (it) => `muestra la revisión de ${it}`),
      similar_incidents: ({ ref }) => withIt(ref, (it) => `¿hemos tenido algo como ${it} antes?`),
      explain_case: ({ ref }) => withIt(ref, (it) => `explica ${it}`),
      explain_login: ({ who }) => withIt(who, (name) => `¿qué es habitual para la cuenta ${name}?`),
      find_sightings: ({ who, place, when }) =>
        who
          ? `¿cuándo se vio a ${who} por última vez?`
          : place
            ? `¿quién fue visto en ${place} ${when ?? 'hoy'}?`
            : null,
      show_camera: ({ place }) => (place ? `muestra ${place}` : '¿qué cámaras tenemos?'),
      list_exceptions: () => null,
      list_members: () => 'lista los miembros',
      list_rules: () => '¿qué reglas están activas?',
      moderation_history: ({ who, when }) =>
        who
          ? `historial de moderación de ${who}`
          : when
            ? `¿quién fue expulsado ${when}?`
            : '¿qué casos están abiertos?',
      open_proposals: () => '¿qué espera aprobación?',
      open_report: () => null,
      posture_summary: ({ when }) => `resume ${when ?? 'esta semana'}`,
      recommend_rules: () => '¿qué reglas recomiendas?',
      search_signals: ({ who }) => (who ? `señales sobre ${who}` : null),
      system_health: () => '¿funciona todo?',
      who_is: ({ who }) => withIt(who, (name) => `¿quién es ${name}?`),
      who_is_on_call: () => '¿quién está de guardia?',
      own_moderation: () => null,
    },
    which: (choices) =>
      `No estoy seguro de lo que quiere decir. ¿Es una de estas?\n${listed(choices)}\nResponda con su número, o dígalo de otra forma.`,
    otherwise: 'De acuerdo. Dígalo de otra forma, o pregunte «¿qué puedes hacer?».',
  },
});
