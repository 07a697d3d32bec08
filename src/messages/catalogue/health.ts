import { inEveryLanguage } from './catalogue.ts';

interface HealthWords {
  allWorks: (count: number, names: string) => string;
  broken: (broken: number, all: number) => string;
  mend: (how: string) => string;
  headingOk: string;
  headingBroken: (broken: number, all: number) => string;
  works: string;
  fails: string;
  noBackups: string;
  /** What the parts are called, by their English names; one without a name here keeps its own. */
  parts: Record<string, string>;
}

/** Whether every part works. The checks' own details are those of the service, in English. */
export const healthWords = inEveryLanguage<HealthWords>({
  en: {
    allWorks: (count, names) => `Everything works (${count} ${count === 1 ? 'check' : 'checks'}): ${names}.`,
    broken: (broken, all) => `${broken} of ${all} checks ${broken === 1 ? 'needs' : 'need'} attention:`,
    mend: (how) => ` To mend it: ${how}`,
    headingOk: 'Everything works',
    headingBroken: (broken, all) => `${broken} of ${all} checks ${broken === 1 ? 'fails' : 'fail'}`,
    works: 'works',
    fails: 'fails',
    noBackups: 'Nothing here looks at backups: ask whoever runs this installation.',
    parts: {},
  },
  de: {
    allWorks: (count, names) => `Alles funktioniert (${count} ${count === 1 ? 'Prüfung' : 'Prüfungen'}): ${names}.`,
    broken: (broken, all) => `${broken} von ${all} Prüfungen ${broken === 1 ? 'braucht' : 'brauchen'} Aufmerksamkeit:`,
    mend: (how) => ` Abhilfe: ${how}`,
    headingOk: 'Alles funktioniert',
    headingBroken: (broken, all) => `${broken} von ${all} Prüfungen ${broken === 1 ? 'schlägt' : 'schlagen'} fehl`,
    works: 'funktioniert',
    fails: 'schlägt fehl',
    noBackups: 'Nach Sicherungen sieht hier nichts: Fragen Sie, wer diese Installation betreibt.',
    parts: {
      backups: 'Sicherungen',
      cameras: 'Kameras',
      database: 'Datenbank',
      'job queue': 'Warteschlange',
      delivery: 'Zustellung',
      'language model': 'Sprachmodell',
      'audit log': 'Prüfprotokoll',
      files: 'Dateien',
      retention: 'Aufbewahrung',
    },
  },
  fr: {
    allWorks: (count, names) =>
      `Tout fonctionne (${count} ${count === 1 ? 'vérification' : 'vérifications'}) : ${names}.`,
    broken: (broken, all) =>
      `${broken} ${broken === 1 ? 'vérification' : 'vérifications'} sur ${all} ${broken === 1 ? 'demande' : 'demandent'} votre attention :`,
    mend: (how) => ` Pour y remédier : ${how}`,
    headingOk: 'Tout fonctionne',
    headingBroken: (broken, all) =>
      `${broken} ${broken === 1 ? 'vérification échoue' : 'vérifications échouent'} sur ${all}`,
    works: 'fonctionne',
    fails: 'échoue',
    noBackups: 'Rien ici ne surveille les sauvegardes : demandez à la personne qui gère cette installation.',
    parts: {
      backups: 'sauvegardes',
      cameras: 'caméras',
      database: 'base de données',
      'job queue': 'file de tâches',
      delivery: 'envoi',
      'language model': 'modèle de langage',
      'audit log': 'journal d’audit',
      files: 'fichiers',
      retention: 'conservation',
    },
  },
  es: {
    allWorks: (count, names) =>
      `Todo funciona (${count} ${count === 1 ? 'comprobación' : 'comprobaciones'}): ${names}.`,
    broken: (broken, all) => `${broken} de ${all} comprobaciones ${broken === 1 ? 'necesita' : 'necesitan'} atención:`,
    mend: (how) => ` Para arreglarlo: ${how}`,
    headingOk: 'Todo funciona',
    headingBroken: (broken, all) => `${broken} de ${all} comprobaciones ${broken === 1 ? 'falla' : 'fallan'}`,
    works: 'funciona',
    fails: 'falla',
    noBackups: 'Aquí nada vigila las copias de seguridad: pregunte a quien administra esta instalación.',
    parts: {
      backups: 'copias de seguridad',
      cameras: 'cámaras',
      database: 'base de datos',
      'job queue': 'cola de tareas',
      delivery: 'entrega',
      'language model': 'modelo de lenguaje',
      'audit log': 'registro de auditoría',
      files: 'archivos',
      retention: 'conservación',
    },
  },
});

/** The name of a part of the service. */
export const partText = (name: string, language: keyof typeof healthWords): string =>
  healthWords[language].parts[name] ?? name;
