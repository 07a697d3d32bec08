import type { Permission } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';

interface TeamsHelp {
  help: string;
  unreachable: string;
  whom: string;
}

/** What the lines of help need, in their order; null for everybody. */
export const TEAMS_NEEDS: readonly (Permission | null)[] = [
  null,
  'incidents.create',
  'members.read',
  'cameras.read',
  'alerts.read',
  'health.read',
  'logs.read',
  null,
  'chat.write',
  'moderation.write',
  null,
  'chat.write',
];

/** Teams has no slash commands: there one mentions the bot, and says the same in words. */
export const teamsHelp = inEveryLanguage<TeamsHelp>({
  en: {
    help: `@SafeNest what can you do? – a question in your own words
@SafeNest incident – open an incident
@SafeNest who is Anna Berg? – who somebody is
@SafeNest show camera 3 – what a camera sees
@SafeNest who is on call? – now, tomorrow, this weekend
@SafeNest status – whether everything works
@SafeNest report – how things stood this week; report day, report INC-17 executive
@SafeNest /safenest home – your incidents, and what waits for you
@SafeNest this channel gets alerts from high upward – what this channel is told of
@SafeNest pause everything for 2 hours: why – stops what happens by itself; “resume everything” lets it happen again
@SafeNest link CODE – link your account
@SafeNest connect CODE – connect this tenant`,
    unreachable:
      'I have an answer for you, but not everybody here may see it, and I cannot write to you privately. Open a chat with me first (Apps, SafeNest, Add), then ask me there.',
    whom: 'Whom do you mean? For example: @SafeNest who is Anna Berg?',
  },
  de: {
    help: `@SafeNest was kannst du? – eine Frage in eigenen Worten
@SafeNest incident – einen Vorfall eröffnen
@SafeNest wer ist Anna Berg? – wer jemand ist
@SafeNest zeige Kamera 3 – was eine Kamera sieht
@SafeNest wer hat Bereitschaft? – jetzt, morgen, am Wochenende
@SafeNest status – ob alles funktioniert
@SafeNest report – die Lage dieser Woche; report Tag, report INC-17 Leitung
@SafeNest /safenest home – Ihre Vorfälle und was auf Sie wartet
@SafeNest dieser Kanal bekommt Alarme ab hoch – was dieser Kanal erfährt
@SafeNest pausiere alles für 2 Stunden: warum – hält an, was von selbst geschieht; „resume alles“ lässt es weitergehen
@SafeNest link CODE – Ihr Konto verknüpfen
@SafeNest connect CODE – diesen Mandanten verbinden`,
    unreachable:
      'Ich habe eine Antwort für Sie, aber nicht alle hier dürfen sie sehen, und ich kann Ihnen nicht privat schreiben. Öffnen Sie zuerst einen Chat mit mir (Apps, SafeNest, Hinzufügen) und fragen Sie mich dort.',
    whom: 'Wen meinen Sie? Zum Beispiel: @SafeNest wer ist Anna Berg?',
  },
  fr: {
    help: `@SafeNest que peux-tu faire ? – une question avec vos mots
@SafeNest incident – ouvrir un incident
@SafeNest qui est Anna Berg ? – qui est quelqu’un
@SafeNest montre la caméra 3 – ce que voit une caméra
@SafeNest qui est de garde ? – maintenant, demain, ce week-end
@SafeNest status – si tout fonctionne
@SafeNest report – la situation de la semaine ; report jour, report INC-17 direction
@SafeNest /safenest home – vos incidents et ce qui vous attend
@SafeNest ce canal reçoit les alertes à partir de haute – ce que ce canal apprend
@SafeNest arrête tout pendant 2 heures : pourquoi – arrête ce qui se fait tout seul ; « reprends tout » le laisse reprendre
@SafeNest link CODE – relier votre compte
@SafeNest connect CODE – relier ce locataire`,
    unreachable:
      'J’ai une réponse pour vous, mais tous ici ne peuvent pas la voir, et je ne peux pas vous écrire en privé. Ouvrez d’abord une conversation avec moi (Applications, SafeNest, Ajouter), puis demandez-le-moi là.',
    whom: 'De qui parlez-vous ? Par exemple : @SafeNest qui est Anna Berg ?',
  },
  es: {
    help: `@SafeNest ¿qué puedes hacer? – una pregunta con sus palabras
@SafeNest incident – abrir un incidente
@SafeNest ¿quién es Anna Berg? – quién es alguien
@SafeNest muestra la cámara 3 – qué ve una cámara
@SafeNest ¿quién está de guardia? – ahora, mañana, el fin de semana
@SafeNest status – si todo funciona
@SafeNest report – cómo estuvo la semana; report día, report INC-17 dirección
@SafeNest /safenest home – sus incidentes y lo que le espera
@SafeNest este canal recibe alertas desde alta – de qué se informa a este canal
@SafeNest detén todo durante 2 horas: por qué – detiene lo que ocurre por sí solo; «reanuda todo» lo deja seguir
@SafeNest link CÓDIGO – vincular su cuenta
@SafeNest connect CÓDIGO – conectar este inquilino`,
    unreachable:
      'Tengo una respuesta para usted, pero no todos aquí pueden verla, y no puedo escribirle en privado. Abra primero un chat conmigo (Aplicaciones, SafeNest, Agregar) y pregúnteme allí.',
    whom: '¿A quién se refiere? Por ejemplo: @SafeNest ¿quién es Anna Berg?',
  },
});
