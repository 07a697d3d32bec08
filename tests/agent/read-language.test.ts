import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLanguage } from '../../src/agent/read-language.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';

/** One message a line, as people type them: with and without accents, capitals and care. */
const LINES: Record<Language, string> = {
  en: `
who tried to break in last night?
Show high-risk events from yesterday and open an incident.
any failed logins in the last hour
how many failed logins did we have today, by country?
what happened with ALR-204
is everything working?
open an incident: Die Tür ist kaputt
open an incident: someone stole la clé du bureau
who wrote "Anmeldung fehlgeschlagen für Benutzer root" in the log?
search the logs for “Échec de la connexion”
search for Anmeldung fehlgeschlagen
did anyone from Die Hard GmbH log in?
is Le Monde in our logs?
logins of El Greco yesterday
what does "wer hat sich angemeldet" mean?
find 'inicio de sesion fallido' in the logs
list open incidents
acknowledge ALR-204 and assign INC-9 to Maria
close INC-9, resolved by password reset
who logged in from Germany, France or Spain?
failed sign-ins for müller@example.com
did José log in yesterday?
show me what Françoise did last week
logins of Jürgen Größe today
give me a summary of the week
help
thanks a lot
good morning
WHO LOGGED IN YESTERDAY?
show alerts on the server called los-angeles
was there anything unusual in the night
count failed logins per account
are there logins from La Paz?
undo the last change of INC-9
assign it to me
what can you do?
how do I report a lost badge?
i lost my badge
don't close INC-5
why was ALR-3 raised
only the failed ones
which accounts were attacked from Côte d’Ivoire?
report that the door in Zürich was forced
did the man from the war museum log in
comment on INC-3: Der Nutzer hat sein Passwort geändert
are any of them from São Paulo
top 5 addresses
mark ALR-77 as a false alarm, it was the cleaning crew
and the week before, who was it then?
has anything changed since Monday
list the rules
propose a rule against logins at night
open the second one please
`,
  de: `
zeige fehlgeschlagene anmeldungen von gestern
Zeig mir alle fehlgeschlagenen Anmeldungen der letzten 24 Stunden
Wer hat letzte Nacht versucht einzubrechen?
wer hat sich gestern aus China angemeldet
öffne einen Vorfall: Someone stole my badge
oeffne einen vorfall: tuer offen
eröffne einen Vorfall für ALR-4 und weise ihn mir zu
weise INC-9 mir zu
weise INC-9 Maria zu
schließe INC-9
schliesse INC-9, Passwort wurde zurückgesetzt
Wie viele Anmeldefehler gab es heute, nach Land?
Welche Konten wurden angegriffen?
Was ist mit ALR-204 passiert?
was ist heute los?
was war gestern los
funktioniert alles?
läuft alles?
Hilfe
hilfe bitte
Guten Morgen
Hallo!
Danke schön
danke
und die Woche davor?
nur die fehlgeschlagenen
und aus Frankreich?
nach Land
Gibt es offene Vorfälle?
gibt es kritische Warnungen?
offene vorfälle
markiere ALR-77 als Fehlalarm, das war die Putzfirma
bestätige ALR-204
Kommentar zu INC-3: we called the user
wer ist für INC-12 zuständig?
fasse die letzte Woche zusammen
wie sicher waren wir im November?
schlage eine Regel gegen Anmeldungen in der Nacht vor
wie melde ich einen verlorenen Ausweis?
ich habe meinen Ausweis verloren
Was kannst du?
wer hat „failed password for root“ im log?
suche nach "Failed password" in den Logs
ZEIGE ALLE WARNUNGEN VON GESTERN
Anmeldungen zwischen 2 und 4 Uhr
Anmeldungen von root am 10. Dezember 2015
mach die letzte Änderung an INC-9 rückgängig
schließe INC-5 nicht
ist der login von alice ok?
zeig mir die alerts von heute
welche incidents sind noch offen?
gab es failed logins letzte Woche?
woher kamen die meisten Angriffe
bitte INC-9 auf hoch setzen
vor 3 Tagen
nicht das, die andere
ähnliche Vorfälle wie INC-4
`,
  fr: `
montre les connexions échouées d'hier
montre moi les connexions echouees d'hier
Qui a essayé de se connecter cette nuit ?
qui a essaye de se connecter hier
combien d'échecs de connexion aujourd'hui, par pays ?
combien d'echecs de connexion aujourd'hui par pays
ouvre un incident : badge perdu
ouvrez un incident : The door was forced
attribue INC-9 à Maria
assigne-moi INC-9
ferme INC-9
fermez INC-9, mot de passe réinitialisé
quelles alertes sont ouvertes ?
que s'est-il passé avec ALR-204 ?
qu'est-ce qui s'est passé la semaine dernière ?
et la semaine d'avant ?
et par pays ?
seulement les échecs
est-ce que tout fonctionne ?
tout marche ?
tout va bien ?
aide
aide-moi
bonjour
merci beaucoup
merci
au revoir
liste les incidents ouverts
y a-t-il des alertes critiques ?
y a t il des alertes critiques
depuis quels pays se sont-ils connectés ?
les comptes les plus attaqués
connexions de root entre 2 h et 4 h
connexions du 10 décembre 2015
il y a 3 jours
marque ALR-77 comme fausse alerte, c'était le ménage
annule le dernier changement de INC-9
commente INC-3 : user was called
résume la semaine dernière
comment signaler un badge perdu ?
j'ai perdu mon badge
que peux-tu faire ?
propose une règle contre les connexions la nuit
ne ferme pas INC-5
cherche "Failed password" dans les logs
qui s'est connecté depuis la Chine hier ?
MONTRE LES ALERTES D'HIER
montre les failed logins d'hier
quels incidents ressemblent à INC-4 ?
qui s'occupe de INC-12 ?
incidents ouverts depuis lundi
connexions d'alice@example.com cette semaine
`,
  es: `
muéstrame los inicios de sesión fallidos de ayer
muestrame los inicios de sesion fallidos de ayer
¿Quién intentó entrar anoche?
quien intento entrar anoche
¿cuántos inicios fallidos hubo hoy, por país?
cuantos inicios de sesion fallidos hubo hoy por pais
abre un incidente: se perdió una tarjeta
abre un incidente: the door was forced
asigna INC-9 a María
asígname INC-9
cierra INC-9
cierra INC-9, contraseña restablecida
¿qué alertas están abiertas?
¿qué pasó con ALR-204?
que paso con ALR-204
¿y la semana anterior?
¿y de España?
y por pais?
solo los fallidos
¿funciona todo?
esta todo funcionando
ayuda
ayuda por favor
hola
gracias
muchas gracias
buenos días
lista los incidentes abiertos
¿hay alertas críticas?
hay alertas criticas
desde qué países se conectaron
las cuentas más atacadas
inicios de sesión de root entre las 2 y las 4
inicios de sesión del 10 de diciembre de 2015
hace 3 días
marca ALR-77 como falsa alarma, fue la limpieza
deshaz el último cambio de INC-9
comenta en INC-3: we called the user
resume la semana pasada
¿cómo reporto una tarjeta perdida?
perdí mi tarjeta
¿qué puedes hacer?
propón una regla contra los accesos de noche
no cierres INC-5
busca "Failed password" en los registros
¿quién se conectó desde China ayer?
MUESTRA LAS ALERTAS DE AYER
muestra los failed logins de ayer
¿qué incidentes se parecen a INC-4?
¿quién lleva INC-12?
incidentes abiertos desde el lunes
accesos de alice@example.com esta semana
`,
};

const lines = LANGUAGES.flatMap((language) =>
  LINES[language]
    .trim()
    .split('\n')
    .map((line) => [language, line] as const),
);

test('there are lines enough to mean something', () => {
  expect(lines.length).toBeGreaterThanOrEqual(200);
});

test.each(lines)('%s: %s', (language, line) => {
  expect(readLanguage(line, [])).toBe(language);
});

describe('what does not say keeps the language of the conversation', () => {
  const spoken = {
    de: 'zeige die Anmeldungen von gestern',
    fr: 'montre les connexions d’hier',
    es: 'muestra los accesos de ayer',
  };
  test.each([
    'ok',
    'INC-5',
    'ALR-204',
    'Maria',
    'Die Hard',
    'Le Monde',
    'alice@example.com',
    '203.0.113.9',
    '🙂',
    '',
    '2015-12-10',
    'root',
    'and yesterday?',
    'thanks',
    '???',
  ])('%s', (short) => {
    for (const [language, question] of Object.entries(spoken))
      expect(readLanguage(short, [{ question }])).toBe(language);
    expect(readLanguage(short, [])).toBe('en');
  });

  test.each([
    'show failed logins',
    'close INC-5',
    'who was it?',
    'why?',
    'what happened?',
    'list open incidents',
    'show the alerts of last week',
  ])('%s is English, whatever was spoken before', (line) => {
    for (const question of Object.values(spoken)) expect(readLanguage(line, [{ question }])).toBe('en');
  });

  test('a whole sentence changes it, and the next short one stays with that', () => {
    const past = [{ question: 'zeige die Anmeldungen von gestern' }, { question: 'who tried to break in last night?' }];
    expect(readLanguage('ok', past)).toBe('en');
    expect(readLanguage('und gestern?', past)).toBe('de');
    expect(readLanguage('who logged in from China yesterday?', [{ question: 'montre les alertes' }])).toBe('en');
  });
});

test('any text has a language', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(LANGUAGES).toContain(readLanguage(text, [{ question: text }]));
    }),
  );
});

test('a message without a space is read in one pass', () => {
  // Once read again from every letter: a second for each of these, in every turn of the conversation.
  for (const unit of ['中', 'ﬁ', '어제', "'", '“', 'a.', 'a:', '@', '/']) {
    const past = Array.from({ length: 100 }, () => ({ question: unit.repeat(4000) }));
    expect(LANGUAGES).toContain(readLanguage(unit.repeat(4000), past));
  }
});
