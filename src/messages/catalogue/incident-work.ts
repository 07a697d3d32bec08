import { inEveryLanguage } from './catalogue.ts';

interface IncidentWorkWords {
  roles: { commander: string; scribe: string; liaison: string };
  nobody: string;
  people: string;
  /** How many tasks are open, and how many done. */
  toDo: (open: number, done: number) => string;
  /** Behind a task: for whom, and by when. */
  forWhom: (who: string) => string;
  by: (when: string) => string;
  moreTasks: (count: number) => string;
  buttons: { people: string; task: string; done: (number: number) => string };
  peopleForm: { title: (ref: string) => string; add: string; remove: string; save: string };
  taskForm: { title: (ref: string) => string; task: string; whom: string; due: string; save: string };
  /** To somebody alone, whom somebody else added. */
  told: (who: string, ref: string) => string;
  /** To somebody alone who takes part already. */
  calls: (who: string, ref: string) => string;
  /** Answers. */
  holds: (ref: string, role: 'commander' | 'scribe' | 'liaison', who: string | null) => string;
  peopleAre: (ref: string, names: string) => string;
  noPeople: (ref: string) => string;
  nothingToDo: (ref: string, done: number) => string;
  open: (ref: string, open: number, done: number) => string;
  /** Said beside a new task. */
  duePast: (said: string) => string;
  task: (number: number, title: string, who: string | null, due: string | null) => string;
  nextTask: (ref: string) => string;
  nextDone: (number: number) => string;
  nextRole: (ref: string, role: 'commander' | 'scribe' | 'liaison') => string;
  changes: {
    scribe: (who: string | null) => string;
    liaison: (who: string | null) => string;
    added: (names: string) => string;
    called: (names: string) => string;
    unreached: (names: string) => string;
    removed: (names: string) => string;
    taskAdded: (number: number, title: string, who: string | null, due: string | null) => string;
    taskDone: (numbers: string) => string;
    taskOpen: (numbers: string) => string;
    taskChanged: (number: number) => string;
  };
}

const details = (parts: readonly (string | null)[]): string => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
};

/** Who works on an incident, and what is to be done: on its card, in forms and in answers. */
export const incidentWorkWords = inEveryLanguage<IncidentWorkWords>({
  en: {
    roles: { commander: 'Commander', scribe: 'Scribe', liaison: 'Liaison' },
    nobody: 'nobody',
    people: 'People',
    toDo: (open, done) => `${open} to do${done > 0 ? `, ${done} done` : ''}`,
    forWhom: (who) => who,
    by: (when) => `by ${when}`,
    moreTasks: (count) => `${count} more`,
    buttons: { people: 'People', task: 'Add task', done: (number) => `Task ${number} done` },
    peopleForm: {
      title: (ref) => `Who works on ${ref}`,
      add: 'Add people (names, separated by commas)',
      remove: 'Take off (names, separated by commas)',
      save: 'Save',
    },
    taskForm: {
      title: (ref) => `New task in ${ref}`,
      task: 'What is to be done?',
      whom: 'For whom? A name, or me',
      due: 'By when? For example: tomorrow noon',
      save: 'Add task',
    },
    told: (who, ref) => `${who} added you to ${ref}.`,
    calls: (who, ref) => `${who} is calling you to ${ref}.`,
    holds: (ref, role, who) => (who ? `${who} is the ${role} of [${ref}].` : `[${ref}] has no ${role} yet.`),
    peopleAre: (ref, names) => `On [${ref}]: ${names}.`,
    noPeople: (ref) => `Nobody is on [${ref}] yet.`,
    nothingToDo: (ref, done) =>
      done > 0
        ? `0 tasks are open in [${ref}]; ${done === 1 ? 'one is' : `all ${done} are`} done.`
        : `[${ref}] has no tasks.`,
    open: (ref, open, done) =>
      `${open} ${open === 1 ? 'task is' : 'tasks are'} open in [${ref}]${done > 0 ? `, ${done} done` : ''}:`,
    duePast: (said) => `“${said}” is over, so the task has no time. Say another, if it needs one.`,
    task: (number, title, who, due) => `${number}. ${title}${details([who, due && `by ${due}`])}`,
    nextTask: (ref) => `Next: “add a task to ${ref}: …”.`,
    nextDone: (number) => `Next: “task ${number} is done”.`,
    nextRole: (ref, role) => `Next: “I’m the ${role} of ${ref}”.`,
    changes: {
      scribe: (who) => (who ? `${who} is its scribe` : 'it has no scribe any more'),
      liaison: (who) => (who ? `${who} is its liaison` : 'it has no liaison any more'),
      added: (names) => `${names} takes part`,
      called: (names) => `${names}, who takes part already, is called`,
      unreached: (names) => `not told, for want of a linked chat account: ${names}; reach them another way`,
      removed: (names) => `${names} is taken off`,
      taskAdded: (number, title, who, due) =>
        `task ${number} is added: “${title}”${details([who && `for ${who}`, due && `by ${due}`])}`,
      taskDone: (numbers) => `task ${numbers} is done`,
      taskOpen: (numbers) => `task ${numbers} is open again`,
      taskChanged: (number) => `task ${number} is changed`,
    },
  },
  de: {
    roles: { commander: 'Leitung', scribe: 'Protokoll', liaison: 'Ansprechperson' },
    nobody: 'niemand',
    people: 'Beteiligte',
    toDo: (open, done) => `${open} zu tun${done > 0 ? `, ${done} erledigt` : ''}`,
    forWhom: (who) => who,
    by: (when) => `bis ${when}`,
    moreTasks: (count) => `${count} weitere`,
    buttons: { people: 'Beteiligte', task: 'Neue Aufgabe', done: (number) => `Aufgabe ${number} erledigt` },
    peopleForm: {
      title: (ref) => `Wer an ${ref} arbeitet`,
      add: 'Dazunehmen (Namen, mit Komma getrennt)',
      remove: 'Herausnehmen (Namen, mit Komma getrennt)',
      save: 'Speichern',
    },
    taskForm: {
      title: (ref) => `Neue Aufgabe in ${ref}`,
      task: 'Was ist zu tun?',
      whom: 'Für wen? Ein Name, oder me für mich',
      due: 'Bis wann? Zum Beispiel: morgen mittag',
      save: 'Aufgabe anlegen',
    },
    told: (who, ref) => `${who} hat Sie zu ${ref} dazugenommen.`,
    calls: (who, ref) => `${who} ruft Sie zu ${ref}.`,
    holds: (ref, role, who) => {
      const what = { commander: 'Die Leitung', scribe: 'Das Protokoll', liaison: 'Ansprechperson' }[role];
      return who ? `${what} von [${ref}] hat ${who}.` : `${what} von [${ref}] hat noch niemand.`;
    },
    peopleAre: (ref, names) => `An [${ref}]: ${names}.`,
    noPeople: (ref) => `An [${ref}] ist noch niemand beteiligt.`,
    nothingToDo: (ref, done) =>
      done > 0 ? `0 Aufgaben sind in [${ref}] offen, ${done} erledigt.` : `[${ref}] hat keine Aufgaben.`,
    open: (ref, open, done) =>
      `${open} ${open === 1 ? 'Aufgabe ist' : 'Aufgaben sind'} in [${ref}] offen${done > 0 ? `, ${done} erledigt` : ''}:`,
    duePast: (said) =>
      `„${said}“ ist schon vorbei, also hat die Aufgabe keine Frist. Nennen Sie eine andere, wenn sie eine braucht.`,
    task: (number, title, who, due) => `${number}. ${title}${details([who, due && `bis ${due}`])}`,
    nextTask: (ref) => `Als Nächstes: „neue Aufgabe in ${ref}: …“.`,
    nextDone: (number) => `Als Nächstes: „Aufgabe ${number} ist erledigt“.`,
    nextRole: (ref, role) =>
      `Als Nächstes: „ich übernehme ${{ commander: 'die Leitung', scribe: 'das Protokoll', liaison: 'die Ansprechperson' }[role]} von ${ref}“.`,
    changes: {
      scribe: (who) => (who ? `${who} führt das Protokoll` : 'niemand führt mehr das Protokoll'),
      liaison: (who) => (who ? `${who} ist Ansprechperson` : 'niemand ist mehr Ansprechperson'),
      added: (names) => `dazugenommen: ${names}`,
      called: (names) => `gerufen, schon dabei: ${names}`,
      unreached: (names) =>
        `nicht benachrichtigt, weil kein Chat-Konto verbunden ist: ${names}; bitte auf anderem Weg erreichen`,
      removed: (names) => `herausgenommen: ${names}`,
      taskAdded: (number, title, who, due) =>
        `Aufgabe ${number} ist angelegt: „${title}“${details([who && `für ${who}`, due && `bis ${due}`])}`,
      taskDone: (numbers) => `Aufgabe ${numbers} ist erledigt`,
      taskOpen: (numbers) => `Aufgabe ${numbers} ist wieder offen`,
      taskChanged: (number) => `Aufgabe ${number} ist geändert`,
    },
  },
  fr: {
    roles: { commander: 'Responsable', scribe: 'Secrétaire', liaison: 'Liaison' },
    nobody: 'personne',
    people: 'Participants',
    toDo: (open, done) => `${open} à faire${done > 0 ? `, ${done} ${done > 1 ? 'faites' : 'faite'}` : ''}`,
    forWhom: (who) => who,
    by: (when) => `avant ${when}`,
    moreTasks: (count) => `${count} de plus`,
    buttons: { people: 'Participants', task: 'Nouvelle tâche', done: (number) => `Tâche ${number} faite` },
    peopleForm: {
      title: (ref) => `Qui travaille sur ${ref}`,
      add: 'Ajouter (noms séparés par des virgules)',
      remove: 'Retirer (noms séparés par des virgules)',
      save: 'Enregistrer',
    },
    taskForm: {
      title: (ref) => `Nouvelle tâche dans ${ref}`,
      task: 'Que faut-il faire ?',
      whom: 'Pour qui ? Un nom, ou me pour moi',
      due: 'Pour quand ? Par exemple : demain midi',
      save: 'Ajouter la tâche',
    },
    told: (who, ref) => `${who} vous a ajouté à ${ref}.`,
    calls: (who, ref) => `${who} vous appelle sur ${ref}.`,
    holds: (ref, role, who) => {
      const what = { commander: 'responsable', scribe: 'secrétaire', liaison: 'liaison' }[role];
      return who ? `${who} est ${what} de [${ref}].` : `[${ref}] n’a pas encore de ${what}.`;
    },
    peopleAre: (ref, names) => `Sur [${ref}] : ${names}.`,
    noPeople: (ref) => `Personne n’est encore sur [${ref}].`,
    nothingToDo: (ref, done) =>
      done > 0
        ? `0 tâche ouverte dans [${ref}], ${done} ${done > 1 ? 'faites' : 'faite'}.`
        : `[${ref}] n’a pas de tâche.`,
    open: (ref, open, done) =>
      `${open} ${open > 1 ? 'tâches ouvertes' : 'tâche ouverte'} dans [${ref}]${done > 0 ? `, ${done} ${done > 1 ? 'faites' : 'faite'}` : ''} :`,
    duePast: (said) => `« ${said} » est déjà passé : la tâche n’a pas d’échéance. Dites-en une autre s’il en faut une.`,
    task: (number, title, who, due) => `${number}. ${title}${details([who, due && `avant ${due}`])}`,
    nextTask: (ref) => `Ensuite : « ajoute une tâche à ${ref} : … ».`,
    nextDone: (number) => `Ensuite : « la tâche ${number} est faite ».`,
    nextRole: (ref, role) =>
      `Ensuite : « je suis ${{ commander: 'responsable', scribe: 'secrétaire', liaison: 'liaison' }[role]} de ${ref} ».`,
    changes: {
      scribe: (who) => (who ? `${who} en est secrétaire` : 'il n’a plus de secrétaire'),
      liaison: (who) => (who ? `${who} en est la liaison` : 'il n’a plus de liaison'),
      added: (names) => `ajouté : ${names}`,
      called: (names) => `appelé, participe déjà : ${names}`,
      unreached: (names) => `non prévenu, faute de compte de chat relié : ${names} ; à joindre autrement`,
      removed: (names) => `retiré : ${names}`,
      taskAdded: (number, title, who, due) =>
        `la tâche ${number} est ajoutée : « ${title} »${details([who && `pour ${who}`, due && `avant ${due}`])}`,
      taskDone: (numbers) => `la tâche ${numbers} est faite`,
      taskOpen: (numbers) => `la tâche ${numbers} est rouverte`,
      taskChanged: (number) => `la tâche ${number} est modifiée`,
    },
  },
  es: {
    roles: { commander: 'Responsable', scribe: 'Actas', liaison: 'Enlace' },
    nobody: 'nadie',
    people: 'Participantes',
    toDo: (open, done) => `${open} por hacer${done > 0 ? `, ${done} ${done > 1 ? 'hechas' : 'hecha'}` : ''}`,
    forWhom: (who) => who,
    by: (when) => `antes de ${when}`,
    moreTasks: (count) => `${count} más`,
    buttons: { people: 'Participantes', task: 'Nueva tarea', done: (number) => `Tarea ${number} hecha` },
    peopleForm: {
      title: (ref) => `Quién trabaja en ${ref}`,
      add: 'Añadir (nombres separados por comas)',
      remove: 'Quitar (nombres separados por comas)',
      save: 'Guardar',
    },
    taskForm: {
      title: (ref) => `Nueva tarea en ${ref}`,
      task: '¿Qué hay que hacer?',
      whom: '¿Para quién? Un nombre, o me para mí',
      due: '¿Para cuándo? Por ejemplo: mañana mediodía',
      save: 'Añadir tarea',
    },
    told: (who, ref) => `${who} le añadió a ${ref}.`,
    calls: (who, ref) => `${who} le llama a ${ref}.`,
    holds: (ref, role, who) => {
      const what = { commander: 'responsable', scribe: 'quien lleva las actas', liaison: 'enlace' }[role];
      return who ? `${who} es ${what} de [${ref}].` : `[${ref}] no tiene ${what} todavía.`;
    },
    peopleAre: (ref, names) => `En [${ref}]: ${names}.`,
    noPeople: (ref) => `Nadie está en [${ref}] todavía.`,
    nothingToDo: (ref, done) =>
      done > 0
        ? `0 tareas abiertas en [${ref}], ${done} ${done > 1 ? 'hechas' : 'hecha'}.`
        : `[${ref}] no tiene tareas.`,
    open: (ref, open, done) =>
      `${open} ${open > 1 ? 'tareas abiertas' : 'tarea abierta'} en [${ref}]${done > 0 ? `, ${done} ${done > 1 ? 'hechas' : 'hecha'}` : ''}:`,
    duePast: (said) => `«${said}» ya pasó: la tarea no tiene plazo. Diga otro, si hace falta.`,
    task: (number, title, who, due) => `${number}. ${title}${details([who, due && `antes de ${due}`])}`,
    nextTask: (ref) => `Después: «añade una tarea a ${ref}: …».`,
    nextDone: (number) => `Después: «la tarea ${number} está hecha».`,
    nextRole: (ref, role) =>
      `Después: «soy ${{ commander: 'responsable', scribe: 'quien lleva las actas', liaison: 'enlace' }[role]} de ${ref}».`,
    changes: {
      scribe: (who) => (who ? `${who} lleva las actas` : 'ya nadie lleva las actas'),
      liaison: (who) => (who ? `${who} es su enlace` : 'ya no tiene enlace'),
      added: (names) => `añadido: ${names}`,
      called: (names) => `avisado, ya participa: ${names}`,
      unreached: (names) => `sin avisar, por no tener cuenta de chat vinculada: ${names}; contacte por otra vía`,
      removed: (names) => `quitado: ${names}`,
      taskAdded: (number, title, who, due) =>
        `la tarea ${number} está añadida: «${title}»${details([who && `para ${who}`, due && `antes de ${due}`])}`,
      taskDone: (numbers) => `la tarea ${numbers} está hecha`,
      taskOpen: (numbers) => `la tarea ${numbers} está abierta de nuevo`,
      taskChanged: (number) => `la tarea ${number} está cambiada`,
    },
  },
});
