import { inEveryLanguage } from './catalogue.ts';
import { minutesText, numberText, terms } from './terms.ts';

interface StormWords {
  /** How a storm is called where it is pointed to. */
  name: string;
  /** `37 alerts in 10 min`. */
  title: (count: number, span: string) => string;
  /** `12 alerts that nobody has acknowledged for 15 minutes`. */
  nudge: (count: number, minutes: number) => string;
  open: (count: number) => string;
  settled: string;
  why: string;
  /** Of those that nobody acknowledged. */
  wait: string;
  severities: string;
  accounts: string;
  addresses: string;
  cameras: string;
  all: string;
  latest: string;
  acknowledge: string;
  sure: string;
  /** In the thread. */
  story: Record<'open' | 'settled', string>;
  /** What the button came to. */
  acknowledged: (count: number) => string;
  nothingOpen: string;
}

/** Many alerts in one message. */
export const stormWords = inEveryLanguage<StormWords>({
  en: {
    name: 'The message about many alerts',
    title: (count, span) => `${terms.en.alerts(count)} in ${span}`,
    nudge: (count, minutes) =>
      `${terms.en.alerts(count)} that nobody has acknowledged for ${minutesText(minutes, 'en')}`,
    open: (count) => `${numberText(count, 'en')} open`,
    settled: 'all dealt with',
    why: 'So many came at once that they stand here together. What is critical stands by itself.',
    wait: 'They are told again until somebody acknowledges them.',
    severities: 'How bad',
    accounts: 'Accounts',
    addresses: 'Addresses',
    cameras: 'Cameras',
    all: 'All of them',
    latest: 'The last one',
    acknowledge: 'Acknowledge all',
    sure: 'Acknowledge every open alert of this message?',
    story: { open: 'Something of it is open again', settled: 'All of them are dealt with' },
    acknowledged: (count) => `${terms.en.alerts(count)} acknowledged.`,
    nothingOpen: 'None of them is open any more.',
  },
  de: {
    name: 'Die Nachricht über viele Alarme',
    title: (count, span) => `${terms.de.alerts(count)} in ${span}`,
    nudge: (count, minutes) =>
      `${terms.de.alerts(count)}, die seit ${minutesText(minutes, 'de')} niemand bestätigt hat`,
    open: (count) => `${numberText(count, 'de')} offen`,
    settled: 'alle erledigt',
    why: 'Es kamen so viele auf einmal, dass sie hier zusammen stehen. Kritisches steht für sich.',
    wait: 'Sie werden wieder gemeldet, bis jemand sie bestätigt.',
    severities: 'Wie schlimm',
    accounts: 'Konten',
    addresses: 'Adressen',
    cameras: 'Kameras',
    all: 'Alle',
    latest: 'Der letzte',
    acknowledge: 'Alle bestätigen',
    sure: 'Jeden offenen Alarm dieser Nachricht bestätigen?',
    story: { open: 'Davon ist wieder etwas offen', settled: 'Alle sind erledigt' },
    acknowledged: (count) => `${terms.de.alerts(count)} bestätigt.`,
    nothingOpen: 'Keiner davon ist mehr offen.',
  },
  fr: {
    name: 'Le message sur de nombreuses alertes',
    title: (count, span) => `${terms.fr.alerts(count)} en ${span}`,
    nudge: (count, minutes) =>
      `${terms.fr.alerts(count)} que personne n’a prises en compte depuis ${minutesText(minutes, 'fr')}`,
    open: (count) => (count === 1 ? '1 ouverte' : `${numberText(count, 'fr')} ouvertes`),
    settled: 'toutes traitées',
    why: 'Il en est venu tant à la fois qu’elles sont ici ensemble. Ce qui est critique reste à part.',
    wait: 'Elles sont signalées de nouveau jusqu’à ce que quelqu’un les prenne en compte.',
    severities: 'Gravité',
    accounts: 'Comptes',
    addresses: 'Adresses',
    cameras: 'Caméras',
    all: 'Toutes',
    latest: 'La dernière',
    acknowledge: 'Tout prendre en compte',
    sure: 'Prendre en compte chaque alerte ouverte de ce message ?',
    story: { open: 'Il y en a de nouveau d’ouvertes', settled: 'Toutes sont traitées' },
    acknowledged: (count) => `${terms.fr.alerts(count)} ${count === 1 ? 'prise' : 'prises'} en compte.`,
    nothingOpen: 'Aucune n’est plus ouverte.',
  },
  es: {
    name: 'El mensaje sobre muchas alertas',
    title: (count, span) => `${terms.es.alerts(count)} en ${span}`,
    nudge: (count, minutes) =>
      `${terms.es.alerts(count)} que nadie ha confirmado desde hace ${minutesText(minutes, 'es')}`,
    open: (count) => (count === 1 ? '1 abierta' : `${numberText(count, 'es')} abiertas`),
    settled: 'todas atendidas',
    why: 'Llegaron tantas a la vez que están aquí juntas. Lo crítico queda aparte.',
    wait: 'Se vuelve a avisar de ellas hasta que alguien las confirme.',
    severities: 'Gravedad',
    accounts: 'Cuentas',
    addresses: 'Direcciones',
    cameras: 'Cámaras',
    all: 'Todas',
    latest: 'La última',
    acknowledge: 'Confirmar todas',
    sure: '¿Confirmar todas las alertas abiertas de este mensaje?',
    story: { open: 'Alguna está abierta de nuevo', settled: 'Todas están atendidas' },
    acknowledged: (count) => `${terms.es.alerts(count)} ${count === 1 ? 'confirmada' : 'confirmadas'}.`,
    nothingOpen: 'Ya no hay ninguna abierta.',
  },
});
