import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

/** Greetings, and what is said where nothing is looked up: refusals of scope, short questions back. */
export const smallTalkWords = inEveryLanguage({
  en: {
    whatToKnow: 'What would you like to know?',
    here: '🙂 Here if you need me.',
    languages: 'I understand English, German, French and Spanish. Please ask in one of these.',
    outOfScope: 'That is outside what I know. I look after logins, alerts and incidents.',
    pressPropose: 'Press “Propose” beside it on the card above: the button holds exactly that rule.',
    welcome: 'You’re welcome.',
    bye: 'Bye. I’ll keep watch.',
    howAreYou: 'Doing fine, thanks. What would you like to know?',
    program: 'No person: I am a program that reads logs, alerts and incidents here. People decide whatever matters.',
    hello: (again: boolean) =>
      `Hello. Ask me about logins, alerts and incidents${again ? ' whenever you like' : ', or say “help”'}.`,
    allRight: 'All right.',
    unclear: (examples: readonly string[]) =>
      `I did not understand that. I can, for example, do ${listText(examples, 'en', 'or')}.`,
    examples: ['“failed logins today by country”', '“list open incidents”', '“open an incident: badge reader forced”'],
    employeeExamples: ['“report a lost badge”', '“open an incident: door left open”', '“what can you do?”'],
    othersAsked: 'What others ask me stays theirs: I do not tell it.',
    othersAskedAdmin:
      'What others ask me I do not tell in a conversation. Admins find it in the studio, under [Turns](/studio/turns).',
    withoutLogs: '“which alerts are open?”',
    otherOrganisation: 'I can’t do that: I only see and change what belongs to your own organisation, never another’s.',
    override:
      'I can’t do that: what I may see and do follows from your role in your organisation, and no message changes it.',
    secrets: 'I can’t do that: secrets are never shown, and records cannot be deleted from a conversation.',
    noReminders: (withTasks: boolean, about = 'INC-3') =>
      `I cannot remind anybody at a time.${
        withTasks && about.startsWith('ALR')
          ? ` An alert can be told again then: “snooze ${about} until tomorrow”.`
          : withTasks
            ? ` A task with a day is told to whoever has it: “add a task to ${about}: call back, for me by tomorrow”.`
            : ''
      }`,
    whichOne: 'Which one do you mean? Name it by its reference: INC- or ALR- and its number.',
    noAssignee: (alert: string) =>
      `Alerts have no assignee or severity of their own. Shall I open an incident for ${alert}?`,
    settings: 'Who changed which setting stands in the audit log: administrators find it on the page /audit.',
    alertsHaveNobody:
      'Alerts have nobody assigned to them, incidents do. An alert is taken up by acknowledging it or by opening an incident for it.',
    whatHappened: 'What happened? One line is enough for the title.',
    similarToWhat: 'Similar to what? Name an incident, e.g. INC-17, or describe it in a few words.',
    ruleAboutWhat: 'What should the rule look at: failed logins, countries, new devices, hours or travel?',
    ruleChangeWhat: 'What should change in it: a threshold, the time it looks at, its severity, or on and off?',
    rulesOnPage: 'I can’t look into single rules from here; the page /rules shows each in words.',
  },
  de: {
    whatToKnow: 'Was möchten Sie wissen?',
    here: '🙂 Ich bin da, wenn Sie mich brauchen.',
    languages: 'Ich verstehe Deutsch, Englisch, Französisch und Spanisch. Bitte fragen Sie in einer davon.',
    outOfScope: 'Davon weiß ich nichts. Ich kümmere mich um Anmeldungen, Alarme und Vorfälle.',
    pressPropose: 'Drücken Sie „Vorschlagen“ daneben auf der Karte oben: Der Knopf enthält genau diese Regel.',
    welcome: 'Gern geschehen.',
    bye: 'Auf Wiedersehen. Ich passe weiter auf.',
    howAreYou: 'Gut, danke. Was möchten Sie wissen?',
    program:
      'Kein Mensch: Ich bin ein Programm, das hier Anmeldungen, Alarme und Vorfälle liest. Was zählt, entscheiden Menschen.',
    hello: (again: boolean) =>
      `Guten Tag. Fragen Sie mich nach Anmeldungen, Alarmen und Vorfällen${again ? '' : ', oder sagen Sie „Hilfe“'}.`,
    allRight: 'In Ordnung.',
    unclear: (examples: readonly string[]) =>
      `Das habe ich nicht verstanden. Ich kann zum Beispiel: ${listText(examples, 'de', 'or')}.`,
    examples: [
      '„fehlgeschlagene Anmeldungen heute nach Land“',
      '„zeige die offenen Vorfälle“',
      '„öffne einen Vorfall: Badge-Leser aufgebrochen“',
    ],
    employeeExamples: [
      '„öffne einen Vorfall: Ausweis verloren“',
      '„öffne einen Vorfall: Tür stand offen“',
      '„Was kannst du?“',
    ],
    othersAsked: 'Was andere mich fragen, bleibt bei ihnen: Das erzähle ich nicht.',
    othersAskedAdmin:
      'Was andere mich fragen, erzähle ich nicht im Gespräch. Admins finden es im Studio unter [Turns](/studio/turns).',
    withoutLogs: '„welche Alarme sind offen?“',
    otherOrganisation:
      'Das kann ich nicht: Ich sehe und ändere nur, was zu Ihrer eigenen Organisation gehört, nie zu einer anderen.',
    override:
      'Das kann ich nicht: Was ich sehen und tun darf, folgt aus Ihrer Rolle in Ihrer Organisation, und keine Nachricht ändert das.',
    secrets:
      'Das kann ich nicht: Geheimnisse werden nie gezeigt, und Aufzeichnungen lassen sich nicht aus einem Gespräch heraus löschen.',
    noReminders: (withTasks: boolean, about = 'INC-3') =>
      `Zu einer Zeit erinnern kann ich niemanden.${
        withTasks && about.startsWith('ALR')
          ? ` Ein Alarm kann dann noch einmal gemeldet werden: „stelle ${about} bis morgen zurück“.`
          : withTasks
            ? ` Eine Aufgabe mit Tag wird dem gesagt, der sie hat: „Aufgabe für ${about}: zurückrufen, für mich bis morgen“.`
            : ''
      }`,
    whichOne: 'Welchen meinen Sie? Nennen Sie das Kürzel: INC- oder ALR- und die Nummer.',
    noAssignee: (alert: string) =>
      `Alarme haben selbst weder Zuständige noch einen änderbaren Schweregrad. Soll ich einen Vorfall für ${alert} eröffnen?`,
    settings:
      'Wer welche Einstellung geändert hat, steht im Prüfprotokoll: Wer verwaltet, findet es auf der Seite /audit.',
    alertsHaveNobody:
      'Alarmen ist niemand zugeteilt, nur Vorfällen. Einen Alarm nimmt man an, indem man ihn bestätigt oder einen Vorfall dafür eröffnet.',
    whatHappened: 'Was ist passiert? Eine Zeile genügt als Titel.',
    similarToWhat: 'Ähnlich wie was? Nennen Sie einen Vorfall, z. B. INC-17, oder beschreiben Sie ihn kurz.',
    ruleAboutWhat:
      'Worauf soll die Regel achten: fehlgeschlagene Anmeldungen, Länder, neue Geräte, Uhrzeiten oder Reisen?',
    ruleChangeWhat: 'Was soll sich daran ändern: eine Schwelle, der Zeitraum, der Schweregrad, oder ein und aus?',
    rulesOnPage: 'Einzelne Regeln kann ich von hier nicht ansehen; die Seite /rules zeigt jede in Worten.',
  },
  fr: {
    whatToKnow: 'Que souhaitez-vous savoir ?',
    here: '🙂 Je suis là si vous avez besoin de moi.',
    languages:
      'Je comprends le français, l’anglais, l’allemand et l’espagnol. Posez votre question dans l’une de ces langues.',
    outOfScope: 'Cela sort de ce que je connais. Je m’occupe des connexions, des alertes et des incidents.',
    pressPropose:
      'Appuyez sur « Proposer » à côté, sur la carte ci-dessus : le bouton contient exactement cette règle.',
    welcome: 'Je vous en prie.',
    bye: 'Au revoir. Je continue de veiller.',
    howAreYou: 'Bien, merci. Que souhaitez-vous savoir ?',
    program:
      'Personne : je suis un programme qui lit ici les connexions, les alertes et les incidents. Ce qui compte, des personnes le décident.',
    hello: (again: boolean) =>
      `Bonjour. Interrogez-moi sur les connexions, les alertes et les incidents${again ? '' : ', ou dites « aide »'}.`,
    allRight: 'Entendu.',
    unclear: (examples: readonly string[]) =>
      `Je n’ai pas compris. Je peux par exemple : ${listText(examples, 'fr', 'or')}.`,
    examples: [
      '« connexions échouées aujourd’hui par pays »',
      '« liste les incidents ouverts »',
      '« ouvre un incident : lecteur de badge forcé »',
    ],
    employeeExamples: [
      '« ouvre un incident : badge perdu »',
      '« ouvre un incident : porte restée ouverte »',
      '« que peux-tu faire ? »',
    ],
    othersAsked: 'Ce que les autres me demandent leur appartient : je ne le dis pas.',
    othersAskedAdmin:
      'Ce que les autres me demandent, je ne le dis pas dans une conversation. Les administrateurs le trouvent dans le studio, sous [Turns](/studio/turns).',
    withoutLogs: '« quelles alertes sont ouvertes ? »',
    otherOrganisation:
      'Je ne peux pas : je ne vois et ne modifie que ce qui appartient à votre propre organisation, jamais à une autre.',
    override:
      'Je ne peux pas : ce que je peux voir et faire découle de votre rôle dans votre organisation, et aucun message n’y change rien.',
    secrets:
      'Je ne peux pas : les secrets ne sont jamais montrés, et rien ne peut être effacé depuis une conversation.',
    noReminders: (withTasks: boolean, about = 'INC-3') =>
      `Je ne peux rien rappeler à une heure donnée.${
        withTasks && about.startsWith('ALR')
          ? ` Une alerte peut être redite à ce moment-là : « reporte ${about} jusqu’à demain ».`
          : withTasks
            ? ` Une tâche avec une date est dite à qui la porte : « ajoute une tâche à ${about} : rappeler, pour moi d’ici demain ».`
            : ''
      }`,
    whichOne: 'De quoi parlez-vous ? Donnez sa référence : INC- ou ALR- et son numéro.',
    noAssignee: (alert: string) =>
      `Une alerte n’a ni responsable ni gravité modifiable. Dois-je ouvrir un incident pour ${alert} ?`,
    settings:
      'Qui a changé quel réglage se lit dans le journal d’audit : les administrateurs le trouvent à la page /audit.',
    alertsHaveNobody:
      'Une alerte n’est attribuée à personne, un incident si. On prend une alerte en l’acquittant ou en ouvrant un incident pour elle.',
    whatHappened: 'Que s’est-il passé ? Une ligne suffit pour le titre.',
    similarToWhat: 'Semblable à quoi ? Nommez un incident, par exemple INC-17, ou décrivez-le en quelques mots.',
    ruleAboutWhat:
      'Que doit surveiller la règle : les connexions échouées, les pays, les nouveaux appareils, les heures ou les voyages ?',
    ruleChangeWhat: 'Que faut-il y changer : un seuil, la période observée, la gravité, ou activer et désactiver ?',
    rulesOnPage: 'Je ne peux pas consulter une seule règle d’ici ; la page /rules les montre toutes en clair.',
  },
  es: {
    whatToKnow: '¿Qué desea saber?',
    here: '🙂 Aquí estoy si me necesita.',
    languages: 'Entiendo español, inglés, alemán y francés. Pregunte en uno de ellos.',
    outOfScope: 'Eso queda fuera de lo que sé. Me ocupo de los inicios de sesión, las alertas y los incidentes.',
    pressPropose: 'Pulse «Proponer» al lado, en la tarjeta de arriba: el botón contiene exactamente esa regla.',
    welcome: 'De nada.',
    bye: 'Hasta luego. Sigo vigilando.',
    howAreYou: 'Bien, gracias. ¿Qué desea saber?',
    program:
      'No soy una persona: soy un programa que lee aquí inicios de sesión, alertas e incidentes. Lo importante lo deciden personas.',
    hello: (again: boolean) =>
      `Hola. Pregúnteme por inicios de sesión, alertas e incidentes${again ? '' : ', o diga «ayuda»'}.`,
    allRight: 'De acuerdo.',
    unclear: (examples: readonly string[]) => `No lo entendí. Puedo, por ejemplo: ${listText(examples, 'es', 'or')}.`,
    examples: [
      '«inicios de sesión fallidos de hoy por país»',
      '«lista los incidentes abiertos»',
      '«abre un incidente: lector de tarjetas forzado»',
    ],
    employeeExamples: [
      '«abre un incidente: tarjeta perdida»',
      '«abre un incidente: puerta abierta»',
      '«¿qué puedes hacer?»',
    ],
    othersAsked: 'Lo que otros me preguntan es suyo: no lo cuento.',
    othersAskedAdmin:
      'Lo que otros me preguntan no lo cuento en una conversación. Los administradores lo encuentran en el estudio, en [Turns](/studio/turns).',
    withoutLogs: '«¿qué alertas están abiertas?»',
    otherOrganisation: 'No puedo: solo veo y cambio lo que pertenece a su propia organización, nunca a otra.',
    override: 'No puedo: lo que puedo ver y hacer depende de su rol en su organización, y ningún mensaje lo cambia.',
    secrets: 'No puedo: los secretos no se muestran nunca, y nada se borra desde una conversación.',
    noReminders: (withTasks: boolean, about = 'INC-3') =>
      `No puedo recordar nada a una hora.${
        withTasks && about.startsWith('ALR')
          ? ` Una alerta puede avisarse de nuevo entonces: «pospón ${about} hasta mañana».`
          : withTasks
            ? ` Una tarea con fecha se dice a quien la tiene: «añade una tarea a ${about}: devolver la llamada, para mí hasta mañana».`
            : ''
      }`,
    whichOne: '¿A cuál se refiere? Dé su referencia: INC- o ALR- y su número.',
    noAssignee: (alert: string) =>
      `Las alertas no tienen responsable ni gravedad propia que cambiar. ¿Abro un incidente para ${alert}?`,
    settings:
      'Quién cambió qué ajuste consta en el registro de auditoría: los administradores lo ven en la página /audit.',
    alertsHaveNobody:
      'Las alertas no se asignan a nadie, los incidentes sí. Una alerta se atiende confirmándola o abriendo un incidente para ella.',
    whatHappened: '¿Qué pasó? Una línea basta para el título.',
    similarToWhat: '¿Parecido a qué? Nombre un incidente, por ejemplo INC-17, o descríbalo en pocas palabras.',
    ruleAboutWhat:
      '¿Qué debe vigilar la regla: inicios de sesión fallidos, países, dispositivos nuevos, horas o viajes?',
    ruleChangeWhat:
      '¿Qué debe cambiar en ella: un umbral, el periodo que mira, su gravedad, o activarla y desactivarla?',
    rulesOnPage: 'No puedo ver reglas sueltas desde aquí; la página /rules muestra cada una en palabras.',
  },
});
