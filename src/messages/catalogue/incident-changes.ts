import type { Language } from '../../domain/language.ts';
import { bookmarkWords } from './bookmarks.ts';
import { inEveryLanguage } from './catalogue.ts';

interface ChangeWords {
  scribe: (who: string) => string;
  noScribe: string;
  liaison: (who: string) => string;
  noLiaison: string;
  bookmark: (what: string) => string;
  added: (who: string) => string;
  called: (who: string) => string;
  removed: (who: string) => string;
  wrote: (who: string) => string;
  pinned: (who: string, when: string) => string;
  task: (number: string, title: string) => string;
  done: (number: string, title: string) => string;
  open: (number: string, title: string) => string;
  isFor: (number: string, who: string | null, title: string) => string;
  newTime: (number: string, title: string) => string;
  noTime: (number: string, title: string) => string;
}

const changes = inEveryLanguage<ChangeWords>({
  en: {
    scribe: (who) => `Scribe: ${who}`,
    noScribe: 'Scribe: nobody any more',
    liaison: (who) => `Liaison: ${who}`,
    noLiaison: 'Liaison: nobody any more',
    bookmark: bookmarkWords.en.line,
    added: (who) => `Added ${who}`,
    called: (who) => `Called ${who}`,
    removed: (who) => `Took ${who} off`,
    wrote: (who) => `Takes part, having written in the room: ${who}`,
    pinned: (who, when) => `Pinned, written by ${who} on ${when} UTC`,
    task: (number, title) => `Task ${number}: ${title}`,
    done: (number, title) => `Task ${number} done: ${title}`,
    open: (number, title) => `Task ${number} open again: ${title}`,
    isFor: (number, who, title) => `Task ${number} is for ${who ?? 'nobody'}: ${title}`,
    newTime: (number, title) => `Task ${number} has a new time: ${title}`,
    noTime: (number, title) => `Task ${number} has no time: ${title}`,
  },
  de: {
    scribe: (who) => `Protokoll: ${who}`,
    noScribe: 'Protokoll: niemand mehr',
    liaison: (who) => `Ansprechperson: ${who}`,
    noLiaison: 'Ansprechperson: niemand mehr',
    bookmark: bookmarkWords.de.line,
    added: (who) => `Dazugenommen: ${who}`,
    called: (who) => `Gerufen: ${who}`,
    removed: (who) => `Herausgenommen: ${who}`,
    wrote: (who) => `Macht mit, weil im Raum geschrieben: ${who}`,
    pinned: (who, when) => `Angeheftet, geschrieben von ${who} am ${when} UTC`,
    task: (number, title) => `Aufgabe ${number}: ${title}`,
    done: (number, title) => `Aufgabe ${number} erledigt: ${title}`,
    open: (number, title) => `Aufgabe ${number} wieder offen: ${title}`,
    isFor: (number, who, title) => `Aufgabe ${number} ist für ${who ?? 'niemanden'}: ${title}`,
    newTime: (number, title) => `Aufgabe ${number} hat eine neue Frist: ${title}`,
    noTime: (number, title) => `Aufgabe ${number} hat keine Frist: ${title}`,
  },
  fr: {
    scribe: (who) => `Secrétaire : ${who}`,
    noScribe: 'Secrétaire : plus personne',
    liaison: (who) => `Liaison : ${who}`,
    noLiaison: 'Liaison : plus personne',
    bookmark: bookmarkWords.fr.line,
    added: (who) => `Ajouté : ${who}`,
    called: (who) => `Appelé : ${who}`,
    removed: (who) => `Retiré : ${who}`,
    wrote: (who) => `Participe, pour avoir écrit dans le salon : ${who}`,
    pinned: (who, when) => `Épinglé, écrit par ${who} le ${when} UTC`,
    task: (number, title) => `Tâche ${number} : ${title}`,
    done: (number, title) => `Tâche ${number} faite : ${title}`,
    open: (number, title) => `Tâche ${number} rouverte : ${title}`,
    isFor: (number, who, title) => `Tâche ${number} pour ${who ?? 'personne'} : ${title}`,
    newTime: (number, title) => `Tâche ${number}, nouveau délai : ${title}`,
    noTime: (number, title) => `Tâche ${number}, sans délai : ${title}`,
  },
  es: {
    scribe: (who) => `Actas: ${who}`,
    noScribe: 'Actas: ya nadie',
    liaison: (who) => `Enlace: ${who}`,
    noLiaison: 'Enlace: ya nadie',
    bookmark: bookmarkWords.es.line,
    added: (who) => `Añadido: ${who}`,
    called: (who) => `Avisado: ${who}`,
    removed: (who) => `Quitado: ${who}`,
    wrote: (who) => `Participa, por haber escrito en la sala: ${who}`,
    pinned: (who, when) => `Fijado, escrito por ${who} el ${when} UTC`,
    task: (number, title) => `Tarea ${number}: ${title}`,
    done: (number, title) => `Tarea ${number} hecha: ${title}`,
    open: (number, title) => `Tarea ${number} abierta de nuevo: ${title}`,
    isFor: (number, who, title) => `Tarea ${number} para ${who ?? 'nadie'}: ${title}`,
    newTime: (number, title) => `Tarea ${number}, nuevo plazo: ${title}`,
    noTime: (number, title) => `Tarea ${number}, sin plazo: ${title}`,
  },
});

const SHAPES: readonly [RegExp, (words: ChangeWords, match: RegExpExecArray) => string][] = [
  [/^Scribe: nobody any more$/, ({ noScribe }) => noScribe],
  [/^Liaison: nobody any more$/, ({ noLiaison }) => noLiaison],
  [/^Scribe: (.*)$/s, ({ scribe }, [, who]) => scribe(who!)],
  [/^Liaison: (.*)$/s, ({ liaison }, [, who]) => liaison(who!)],
  [
    /^Pinned, written by (.{1,200}?) on (\d{4}-\d\d-\d\d \d\d:\d\d) UTC(.*)$/s,
    ({ pinned }, [, who, when, rest]) => pinned(who!, when!) + rest!,
  ],
  [/^Takes part, having written in the room: (.*)$/s, ({ wrote }, [, who]) => wrote(who!)],
  [/^Bookmark: (.*)$/s, ({ bookmark }, [, what]) => bookmark(what!)],
  [/^Added (.*)$/s, ({ added }, [, who]) => added(who!)],
  [/^Called (.*)$/s, ({ called }, [, who]) => called(who!)],
  [/^Took (.*) off$/s, ({ removed }, [, who]) => removed(who!)],
  [/^Task (\d+) done: (.*)$/s, ({ done }, [, number, title]) => done(number!, title!)],
  [/^Task (\d+) open again: (.*)$/s, ({ open }, [, number, title]) => open(number!, title!)],
  [/^Task (\d+) has a new time: (.*)$/s, ({ newTime }, [, number, title]) => newTime(number!, title!)],
  [/^Task (\d+) has no time: (.*)$/s, ({ noTime }, [, number, title]) => noTime(number!, title!)],
  [
    /^Task (\d+) is for ([^:]*): (.*)$/s,
    ({ isFor }, [, number, who, title]) => isFor(number!, who === 'nobody' ? null : who!, title!),
  ],
  [/^Task (\d+): (.*)$/s, ({ task }, [, number, title]) => task(number!, title!)],
];

/** What a timeline says of who works on an incident and what is to be done, in a language; null where it says something else. */
export function workChangeText(text: string, language: Language): string | null {
  for (const [shape, say] of SHAPES) {
    const match = shape.exec(text);
    if (match) return say(changes[language], match);
  }
  return null;
}
