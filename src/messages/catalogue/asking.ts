import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

const quoted = (phrases: readonly string[], open: string, close: string): string =>
  phrases.map((phrase) => `${open}${phrase}${close}`).join(', ');
const anyOf = (words: readonly string[], or: string): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}` : (words[0] ?? '');

/** What of the question before still holds. */
interface Kept {
  key: 'user' | 'ip' | 'country' | 'city' | 'assignee';
  value: string;
}
const kept = (all: readonly Kept[]): string => all.map(({ value }) => value).join(', ');

/** What the assistant asks back, and what it says it left aside. */
export const askingWords = inEveryLanguage({
  en: {
    future: 'That is still to come, so there is nothing to show yet. Which past time do you mean?',
    noSuchDate: (said: string) => `There is no such date as “${said}”. Which day do you mean?`,
    backwards: (said: string) => `“${said}” ends before it begins, or as it begins. From when until when do you mean?`,
    whichHours: (said: string) =>
      `Does “${said}” begin in the morning or in the evening? Write, for example, “from 5 am to 1 pm” or “from 5 pm to 1 am”.`,
    noAddress: (said: string) =>
      `“${said}” is no address: each of its four numbers goes up to 255. Which one do you mean?`,
    noNetwork: (said: string) =>
      `“${said}” is no network: what follows the stroke goes up to 32. Which one do you mean?`,
    whichOne: (refs: readonly string[]) => `Which one do you mean: ${anyOf(refs, 'or')}?`,
    whichAddress: 'Which address do you mean? Write it, or name the alert it is in.',
    whichAccount: 'Which account do you mean? Write its name, or name the alert it is in.',
    assignTo: (ref: string) => `To whom shall I assign ${ref}? Say a name, or “to me”.`,
    noSuchPlace: (phrases: readonly string[]) =>
      `No camera, place or zone here is called ${quoted(phrases, '“', '”')}: what follows says nothing of it.`,
    unlooked: (phrases: readonly string[]) =>
      `What follows says nothing of ${quoted(phrases, '“', '”')}. Ask about ${phrases.length === 1 ? 'it by itself' : 'them by themselves'}.`,
    unused: (phrases: readonly string[]) =>
      `I did not use: ${quoted(phrases, '“', '”')}. What follows is not narrowed by ${phrases.length === 1 ? 'it' : 'them'}.`,
    undone: (phrases: readonly string[]) => `I did not do: ${quoted(phrases, '“', '”')}. Ask it by itself.`,
    notUnderstood: (said: string, isNamed: boolean) =>
      `I did not do “${said}”, and nothing is changed. ${isNamed ? 'What can be done with it stands on its card.' : 'Name what you mean by its number, for example “close INC-3” or “assign INC-3 to Maria”.'}`,
    left: (count: number) =>
      `I took the first of what you asked; ${count} more ${count === 1 ? 'is' : 'are'} left. Ask ${count === 1 ? 'it' : 'them'} again, a few at a time.`,
    stillAbout: (all: readonly Kept[]) =>
      `Still about ${kept(all)}: say “${all[0]?.key === 'ip' ? 'all addresses' : all[0]?.key === 'country' || all[0]?.key === 'city' ? 'all countries' : all[0]?.key === 'assignee' ? 'everyone' : 'all accounts'}” to widen it.`,
    notSure: (phrases: readonly string[]) =>
      `I am not sure what you mean by ${quoted(phrases, '“', '”')}. Can you say it in other words: logins, alerts or incidents, and of when?`,
    reportIt: 'Shall I report it as an incident? Say “yes”.',
    unread: 'Your message is long: I read its beginning and nothing of the rest. Ask the rest by itself.',
    notOurs: (said: string) =>
      `I do not know “${said}”. Incidents here are called INC-…, alerts ALR-…. Which one do you mean?`,
    futureToo: (said: string) => `Of “${said}” there is nothing yet: it is still to come.`,
    sayIt: (phrases: readonly string[]) =>
      `Nothing is changed yet. To do it, say ${listText(
        phrases.map((one) => `“${one}”`),
        'en',
        'or',
      )}.`,
    nothingChanged: 'All right, I change nothing.',
    again: (question: string) => `I did not understand that as an answer. ${question}`,
    sendPicture: 'Whom do you mean? Send the picture with your question, or write a name.',
  },
  de: {
    future: 'Das liegt noch in der Zukunft, es gibt also nichts zu zeigen. Welche vergangene Zeit meinen Sie?',
    noSuchDate: (said: string) => `Das Datum „${said}“ gibt es nicht. Welchen Tag meinen Sie?`,
    backwards: (said: string) => `„${said}“ endet vor dem Beginn oder mit ihm. Von wann bis wann meinen Sie?`,
    whichHours: (said: string) =>
      `Beginnt „${said}“ morgens oder abends? Schreiben Sie zum Beispiel „von 05:00 bis 13:00“ oder „von 17:00 bis 01:00“.`,
    noAddress: (said: string) => `„${said}“ ist keine Adresse: Jede der vier Zahlen geht bis 255. Welche meinen Sie?`,
    noNetwork: (said: string) =>
      `„${said}“ ist kein Netz: Was hinter dem Schrägstrich steht, geht bis 32. Welches meinen Sie?`,
    whichOne: (refs: readonly string[]) => `Was meinen Sie: ${anyOf(refs, 'oder')}?`,
    whichAddress: 'Welche Adresse meinen Sie? Schreiben Sie sie, oder nennen Sie die Warnung dazu.',
    whichAccount: 'Welches Konto meinen Sie? Schreiben Sie seinen Namen, oder nennen Sie die Warnung dazu.',
    assignTo: (ref: string) => `Wem soll ich ${ref} zuweisen? Nennen Sie einen Namen, oder „mir“.`,
    noSuchPlace: (phrases: readonly string[]) =>
      `Keine Kamera, kein Ort und keine Zone heißt hier ${quoted(phrases, '„', '“')}: Das Folgende sagt nichts darüber.`,
    unlooked: (phrases: readonly string[]) =>
      `Das Folgende sagt nichts über ${quoted(phrases, '„', '“')}. Fragen Sie danach für sich.`,
    unused: (phrases: readonly string[]) =>
      `Nicht berücksichtigt habe ich: ${quoted(phrases, '„', '“')}. Das Folgende ist dadurch nicht eingeschränkt.`,
    undone: (phrases: readonly string[]) =>
      `Nicht ausgeführt habe ich: ${quoted(phrases, '„', '“')}. Fragen Sie es bitte einzeln.`,
    notUnderstood: (said: string, isNamed: boolean) =>
      `„${said}“ habe ich nicht ausgeführt, geändert ist nichts. ${isNamed ? 'Was damit getan werden kann, steht auf der Karte.' : 'Nennen Sie bitte die Nummer, zum Beispiel „schließe INC-3“ oder „weise INC-3 Maria zu“.'}`,
    left: (count: number) =>
      `Ich habe die ersten Ihrer Fragen genommen; ${count} ${count === 1 ? 'ist' : 'sind'} noch offen. Stellen Sie bitte einige auf einmal.`,
    stillAbout: (all: readonly Kept[]) =>
      `Weiterhin nur zu ${kept(all)}; ohne das fragen Sie bitte noch einmal von vorn.`,
    notSure: (phrases: readonly string[]) =>
      `Ich bin nicht sicher, was Sie mit ${quoted(phrases, '„', '“')} meinen. Können Sie es anders sagen: Anmeldungen, Warnungen oder Vorfälle, und von wann?`,
    reportIt: 'Soll ich das als Vorfall melden? Sagen Sie „ja“.',
    unread:
      'Ihre Nachricht ist lang: Ich habe den Anfang gelesen und vom Rest nichts. Fragen Sie den Rest bitte einzeln.',
    notOurs: (said: string) =>
      `„${said}“ kenne ich nicht. Vorfälle heißen hier INC-…, Warnungen ALR-…. Was meinen Sie?`,
    futureToo: (said: string) => `Zu „${said}“ gibt es noch nichts: Das liegt in der Zukunft.`,
    sayIt: (phrases: readonly string[]) =>
      `Noch ist nichts geändert. Sagen Sie dazu ${listText(
        phrases.map((one) => `„${one}“`),
        'de',
        'or',
      )}.`,
    nothingChanged: 'In Ordnung, ich ändere nichts.',
    again: (question: string) => `Das habe ich nicht als Antwort verstanden. ${question}`,
    sendPicture: 'Wen meinen Sie? Schicken Sie das Bild mit der Frage, oder schreiben Sie einen Namen.',
  },
  fr: {
    future: 'C’est encore à venir, il n’y a donc rien à montrer. De quelle période passée parlez-vous ?',
    noSuchDate: (said: string) => `La date « ${said} » n’existe pas. De quel jour parlez-vous ?`,
    backwards: (said: string) =>
      `« ${said} » finit avant de commencer, ou au même moment. De quand à quand, s’il vous plaît ?`,
    whichHours: (said: string) =>
      `« ${said} » commence-t-il le matin ou le soir ? Écrivez par exemple « de 05:00 à 13:00 » ou « de 17:00 à 01:00 ».`,
    noAddress: (said: string) =>
      `« ${said} » n’est pas une adresse : chacun des quatre nombres va jusqu’à 255. Laquelle voulez-vous dire ?`,
    noNetwork: (said: string) =>
      `« ${said} » n’est pas un réseau : ce qui suit la barre va jusqu’à 32. Lequel voulez-vous dire ?`,
    whichOne: (refs: readonly string[]) => `De quoi parlez-vous : ${anyOf(refs, 'ou')} ?`,
    whichAddress: 'De quelle adresse parlez-vous ? Écrivez-la, ou nommez l’alerte concernée.',
    whichAccount: 'De quel compte parlez-vous ? Écrivez son nom, ou nommez l’alerte concernée.',
    assignTo: (ref: string) => `À qui dois-je attribuer ${ref} ? Donnez un nom, ou dites « à moi ».`,
    noSuchPlace: (phrases: readonly string[]) =>
      `Aucune caméra, aucun lieu ni aucune zone ne s’appelle ici ${quoted(phrases, '« ', ' »')} : ce qui suit n’en dit rien.`,
    unlooked: (phrases: readonly string[]) =>
      `Ce qui suit ne dit rien de ${quoted(phrases, '« ', ' »')}. Demandez-le à part.`,
    unused: (phrases: readonly string[]) =>
      `Je n’ai pas tenu compte de : ${quoted(phrases, '« ', ' »')}. Ce qui suit n’en est pas restreint.`,
    undone: (phrases: readonly string[]) =>
      `Je n’ai pas fait : ${quoted(phrases, '« ', ' »')}. Demandez-le séparément.`,
    notUnderstood: (said: string, isNamed: boolean) =>
      `Je n’ai pas fait « ${said} » et rien n’est changé. ${isNamed ? 'Ce qu’on peut en faire se trouve sur sa carte.' : 'Donnez le numéro, par exemple « ferme INC-3 » ou « attribue INC-3 à Maria ».'}`,
    left: (count: number) =>
      `J’ai pris les premières de vos questions ; il en reste ${count}. Posez-les de nouveau, quelques-unes à la fois.`,
    stillAbout: (all: readonly Kept[]) => `Toujours à propos de ${kept(all)} ; sans cela, reposez la question entière.`,
    notSure: (phrases: readonly string[]) =>
      `Je ne suis pas sûr de comprendre ${quoted(phrases, '« ', ' »')}. Pouvez-vous le dire autrement : connexions, alertes ou incidents, et de quand ?`,
    reportIt: 'Dois-je le signaler comme incident ? Dites « oui ».',
    unread: 'Votre message est long : j’en ai lu le début et rien du reste. Demandez le reste séparément.',
    notOurs: (said: string) =>
      `Je ne connais pas « ${said} ». Ici, les incidents s’appellent INC-…, les alertes ALR-…. De quoi parlez-vous ?`,
    futureToo: (said: string) => `Il n’y a encore rien pour « ${said} » : c’est à venir.`,
    sayIt: (phrases: readonly string[]) =>
      `Rien n’est encore changé. Pour le faire, dites ${listText(
        phrases.map((one) => `« ${one} »`),
        'fr',
        'or',
      )}.`,
    nothingChanged: 'Très bien, je ne change rien.',
    again: (question: string) => `Je n’ai pas compris cette réponse. ${question}`,
    sendPicture: 'De qui parlez-vous ? Envoyez l’image avec la question, ou écrivez un nom.',
  },
  es: {
    future: 'Eso aún está por venir, así que no hay nada que mostrar. ¿A qué momento pasado se refiere?',
    noSuchDate: (said: string) => `La fecha «${said}» no existe. ¿A qué día se refiere?`,
    backwards: (said: string) => `«${said}» termina antes de empezar, o a la vez. ¿Desde cuándo hasta cuándo?`,
    whichHours: (said: string) =>
      `¿«${said}» empieza por la mañana o por la tarde? Escriba, por ejemplo, «de 05:00 a 13:00» o «de 17:00 a 01:00».`,
    noAddress: (said: string) =>
      `«${said}» no es una dirección: cada uno de los cuatro números llega hasta 255. ¿Cuál quiere decir?`,
    noNetwork: (said: string) => `«${said}» no es una red: lo que sigue a la barra llega hasta 32. ¿Cuál quiere decir?`,
    whichOne: (refs: readonly string[]) => `¿A cuál se refiere: ${anyOf(refs, 'o')}?`,
    whichAddress: '¿A qué dirección se refiere? Escríbala, o nombre la alerta.',
    whichAccount: '¿A qué cuenta se refiere? Escriba su nombre, o nombre la alerta.',
    assignTo: (ref: string) => `¿A quién asigno ${ref}? Diga un nombre, o «a mí».`,
    noSuchPlace: (phrases: readonly string[]) =>
      `Aquí ninguna cámara, lugar ni zona se llama ${quoted(phrases, '«', '»')}: lo que sigue no dice nada de ello.`,
    unlooked: (phrases: readonly string[]) =>
      `Lo que sigue no dice nada de ${quoted(phrases, '«', '»')}. Pregúntelo aparte.`,
    unused: (phrases: readonly string[]) =>
      `No he tenido en cuenta: ${quoted(phrases, '«', '»')}. Lo que sigue no está limitado por ello.`,
    undone: (phrases: readonly string[]) => `No he hecho: ${quoted(phrases, '«', '»')}. Pídalo por separado.`,
    notUnderstood: (said: string, isNamed: boolean) =>
      `No he hecho «${said}» y nada ha cambiado. ${isNamed ? 'Lo que se puede hacer está en su tarjeta.' : 'Diga el número, por ejemplo «cierra INC-3» o «asigna INC-3 a Maria».'}`,
    left: (count: number) =>
      `He tomado las primeras de sus preguntas; ${count === 1 ? 'queda 1' : `quedan ${count}`}. Pregunte de nuevo, unas pocas a la vez.`,
    stillAbout: (all: readonly Kept[]) => `Todavía sobre ${kept(all)}; sin eso, haga de nuevo la pregunta entera.`,
    notSure: (phrases: readonly string[]) =>
      `No estoy seguro de qué quiere decir con ${quoted(phrases, '«', '»')}. ¿Puede decirlo de otra manera: inicios de sesión, alertas o incidentes, y de cuándo?`,
    reportIt: '¿Lo informo como incidente? Diga «sí».',
    unread: 'Su mensaje es largo: he leído el principio y nada del resto. Pida el resto por separado.',
    notOurs: (said: string) =>
      `No conozco «${said}». Aquí los incidentes se llaman INC-… y las alertas ALR-…. ¿A cuál se refiere?`,
    futureToo: (said: string) => `De «${said}» aún no hay nada: está por venir.`,
    sayIt: (phrases: readonly string[]) =>
      `Todavía no ha cambiado nada. Para hacerlo, diga ${listText(
        phrases.map((one) => `«${one}»`),
        'es',
        'or',
      )}.`,
    nothingChanged: 'De acuerdo, no cambio nada.',
    again: (question: string) => `No entendí esa respuesta. ${question}`,
    sendPicture: '¿A quién se refiere? Envíe la imagen con la pregunta, o escriba un nombre.',
  },
});
