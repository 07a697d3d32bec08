import { inEveryLanguage } from './catalogue.ts';

/** Why something that was said of logins narrows nothing down. */
export const unrecordedWords = inEveryLanguage({
  en: {
    messages: 'What people write is not kept here: only the messages that stand in a case of moderation are.',
    deeds:
      'These are the logins of their account. What they did in SafeNest itself stands in the audit log, which an admin or a manager reads.',
    ownDay:
      'Who did what on a day stands in the audit log, which an admin or a manager reads; above stand the incidents that are yours.',
    absence:
      'Who did not sign in stands in no log: only sign-ins are kept. Ask “who signed in this month?” and compare, or ask about one account: “when did dana last sign in?”.',
    joined: 'When somebody became a member is not told here: an admin finds it in the audit log.',
    continents: 'I know the country of a login, not its continent: name the countries, or say “from abroad”.',
    firstTime:
      'Whether somebody signed in for the first time is not kept with logins; new devices and new countries stand in the alerts about them.',
    severalPlaces:
      'From how many countries or cities an account signed in is not counted; whoever was in two places too soon stands in the alerts about impossible travel.',
    atRisk: 'Nobody measures how much an account is at risk; these are counted by their alerts.',
    sessions:
      'When somebody signs out is not recorded, so whether they are still in nobody can tell from here: their latest logins stand above. SafeNest ends no sessions.',
    locking:
      'SafeNest locks no accounts and changes no passwords, and is not told when somebody does: your directory knows. What was done can be noted in the incident.',
    dataTaken:
      'SafeNest sees who signed in, when and from where, and not what they opened, copied or took: the system they signed in to knows.',
    deleting: (refs: string) =>
      `Nothing is deleted here${refs ? ` (${refs})` : ''}: incidents and alerts stay on record. Close it and say why, for example “close ${refs || 'INC-3'}, opened by mistake”.`,
    whoSettled:
      'Counted is whose word stands on an alert now, by when the alert was seen; who did what, and when, stands in the [audit log](/audit), which an admin or a manager reads.',
    behind:
      'Who sits behind an address no log says: above stands whose accounts were signed in to, or tried, from there.',
    blocking: 'SafeNest blocks no addresses, your firewall does. What is known of it stands above.',
    noTime: (said: string) => `“${said}” is no time at all. Which one do you mean, for example “the last 30 minutes”?`,
  },
  de: {
    messages:
      'Was Leute schreiben, wird hier nicht aufbewahrt: nur die Nachrichten, die in einem Moderationsfall stehen.',
    deeds:
      'Das sind die Anmeldungen des Kontos. Was jemand in SafeNest selbst getan hat, steht im Prüfprotokoll, das ein Admin oder ein Manager liest.',
    ownDay:
      'Wer an einem Tag was getan hat, steht im Prüfprotokoll, das ein Admin oder ein Manager liest; oben stehen die Vorfälle, die Ihnen zugewiesen sind.',
    absence:
      'Wer sich nicht angemeldet hat, steht in keinem Log: Aufgezeichnet werden nur Anmeldungen. Fragen Sie „Wer hat sich diesen Monat angemeldet?“ und vergleichen Sie, oder nach einem Konto: „Wann hat sich dana zuletzt angemeldet?“.',
    joined: 'Wann jemand Mitglied wurde, steht hier nicht: Ein Admin findet es im Prüfprotokoll.',
    continents:
      'Von einer Anmeldung kenne ich das Land, nicht den Kontinent: Nennen Sie die Länder, oder sagen Sie „aus dem Ausland“.',
    firstTime:
      'Ob sich jemand zum ersten Mal angemeldet hat, steht bei Anmeldungen nicht; neue Geräte und neue Länder stehen in den Alarmen dazu.',
    severalPlaces:
      'Aus wie vielen Ländern oder Städten sich ein Konto angemeldet hat, wird nicht gezählt; wer zu schnell an zwei Orten war, steht in den Alarmen über unmögliche Reisen.',
    atRisk: 'Wie gefährdet ein Konto ist, misst niemand; gezählt sind hier die Alarme dazu.',
    sessions:
      'Wann sich jemand abmeldet, wird nicht aufgezeichnet; ob jemand noch angemeldet ist, lässt sich von hier nicht sagen. Oben stehen die letzten Anmeldungen. SafeNest beendet keine Sitzungen.',
    locking:
      'SafeNest sperrt keine Konten und ändert keine Passwörter, und erfährt es nicht, wenn jemand das tut: Das weiß Ihr Verzeichnisdienst. Was geschehen ist, lässt sich im Vorfall vermerken.',
    dataTaken:
      'SafeNest sieht, wer sich wann und von wo angemeldet hat, nicht aber, was geöffnet, kopiert oder mitgenommen wurde: Das weiß das System, an dem sich jemand angemeldet hat.',
    deleting: (refs: string) =>
      `Gelöscht wird hier nichts${refs ? ` (${refs})` : ''}: Vorfälle und Alarme bleiben in den Akten. Schließen Sie ihn mit einem Grund, zum Beispiel „schließe ${refs || 'INC-3'}, versehentlich eröffnet“.`,
    whoSettled:
      'Gezählt wird, wessen Wort jetzt auf einem Alarm steht, nach der Zeit des Alarms; wer wann was tat, steht im [Prüfprotokoll](/audit), das Administratoren und Manager lesen.',
    behind:
      'Wer hinter einer Adresse sitzt, sagt kein Protokoll: Oben steht, bei welchen Konten man sich von dort anmeldete oder es versuchte.',
    blocking: 'SafeNest sperrt keine Adressen, das tut Ihre Firewall. Was darüber bekannt ist, steht oben.',
    noTime: (said: string) => `„${said}“ ist gar keine Zeit. Welche meinen Sie, zum Beispiel „die letzten 30 Minuten“?`,
  },
  fr: {
    messages:
      'Ce que les gens écrivent n’est pas conservé ici : seuls le sont les messages qui figurent dans un cas de modération.',
    deeds:
      'Ce sont les connexions du compte. Ce que quelqu’un a fait dans SafeNest même figure dans le journal d’audit, que lit un administrateur ou un manager.',
    ownDay:
      'Qui a fait quoi un jour donné figure dans le journal d’audit, que lit un administrateur ou un manager ; ci-dessus figurent les incidents qui vous sont attribués.',
    absence:
      'Qui ne s’est pas connecté ne figure dans aucun journal : seules les connexions sont enregistrées. Demandez « qui s’est connecté ce mois-ci ? » et comparez, ou demandez pour un compte : « quand dana s’est-elle connectée pour la dernière fois ? ».',
    joined:
      'Quand quelqu’un est devenu membre n’est pas dit ici : un administrateur le trouve dans le journal d’audit.',
    continents:
      'D’une connexion je connais le pays, pas le continent : nommez les pays, ou dites « depuis l’étranger ».',
    firstTime:
      'Si quelqu’un s’est connecté pour la première fois n’est pas enregistré ; les nouveaux appareils et pays figurent dans les alertes à leur sujet.',
    severalPlaces:
      'De combien de pays ou de villes un compte s’est connecté n’est pas compté ; qui était trop vite à deux endroits figure dans les alertes de voyage impossible.',
    atRisk: 'Personne ne mesure à quel point un compte est menacé ; ils sont comptés ici par leurs alertes.',
    sessions:
      'La déconnexion n’est pas enregistrée : impossible de dire d’ici si quelqu’un est encore connecté. Ses dernières connexions figurent ci-dessus. SafeNest ne ferme aucune session.',
    locking:
      'SafeNest ne verrouille aucun compte, ne change aucun mot de passe et n’apprend pas quand quelqu’un le fait : votre annuaire le sait. Ce qui a été fait peut être noté dans l’incident.',
    dataTaken:
      'SafeNest voit qui s’est connecté, quand et d’où, mais non ce qui a été ouvert, copié ou emporté : le système concerné le sait.',
    deleting: (refs: string) =>
      `Rien n’est supprimé ici${refs ? ` (${refs})` : ''} : les incidents et les alertes restent consignés. Fermez-le avec une raison, par exemple « ferme ${refs || 'INC-3'}, ouvert par erreur ».`,
    whoSettled:
      'Compte qui a eu le dernier mot sur chaque alerte, d’après le moment de l’alerte ; qui a fait quoi, et quand, figure dans le [journal d’audit](/audit), que lit un administrateur ou un responsable.',
    behind:
      'Aucun journal ne dit qui se trouve derrière une adresse : ci-dessus figurent les comptes auxquels on s’est connecté, ou a tenté de se connecter, depuis elle.',
    blocking: 'SafeNest ne bloque aucune adresse, votre pare-feu le fait. Ce qu’on en sait figure ci-dessus.',
    noTime: (said: string) =>
      `« ${said} » n’est aucune durée. Laquelle voulez-vous dire, par exemple « les 30 dernières minutes » ?`,
  },
  es: {
    messages: 'Lo que la gente escribe no se guarda aquí: solo los mensajes que constan en un caso de moderación.',
    deeds:
      'Son los inicios de sesión de la cuenta. Lo que alguien hizo en SafeNest mismo consta en el registro de auditoría, que lee un administrador o un mánager.',
    ownDay:
      'Quién hizo qué en un día consta en el registro de auditoría, que lee un administrador o un mánager; arriba están los incidentes asignados a usted.',
    absence:
      'Quién no ha iniciado sesión no está en ningún registro: solo se guardan los inicios de sesión. Pregunte «¿quién inició sesión este mes?» y compare, o por una cuenta: «¿cuándo inició sesión dana por última vez?».',
    joined:
      'Cuándo alguien se hizo miembro no se dice aquí: un administrador lo encuentra en el registro de auditoría.',
    continents:
      'De un inicio de sesión conozco el país, no el continente: nombre los países, o diga «desde el extranjero».',
    firstTime:
      'No consta si alguien inició sesión por primera vez; los dispositivos y países nuevos están en las alertas sobre ellos.',
    severalPlaces:
      'Desde cuántos países o ciudades entró una cuenta no se cuenta; quien estuvo demasiado pronto en dos lugares figura en las alertas de viaje imposible.',
    atRisk: 'Nadie mide cuánto riesgo corre una cuenta; aquí se cuentan por sus alertas.',
    sessions:
      'No consta cuándo alguien cierra sesión, así que desde aquí no se sabe si sigue dentro: arriba están sus últimos inicios. SafeNest no cierra sesiones.',
    locking:
      'SafeNest no bloquea cuentas ni cambia contraseñas, ni se entera cuando alguien lo hace: lo sabe su directorio. Lo que se hizo puede anotarse en el incidente.',
    dataTaken:
      'SafeNest ve quién inició sesión, cuándo y desde dónde, no lo que abrió, copió o se llevó: lo sabe el sistema en el que entró.',
    deleting: (refs: string) =>
      `Aquí no se borra nada${refs ? ` (${refs})` : ''}: los incidentes y las alertas quedan registrados. Ciérrelo con un motivo, por ejemplo «cierra ${refs || 'INC-3'}, abierto por error».`,
    whoSettled:
      'Cuenta de quién es ahora la última palabra sobre cada alerta, según el momento de la alerta; quién hizo qué, y cuándo, consta en el [registro de auditoría](/audit), que lee un administrador o un responsable.',
    behind:
      'Ningún registro dice quién está detrás de una dirección: arriba figuran las cuentas en las que se entró, o se intentó entrar, desde ella.',
    blocking: 'SafeNest no bloquea direcciones, eso lo hace su cortafuegos. Lo que se sabe de ella está arriba.',
    noTime: (said: string) =>
      `«${said}» no es ningún tiempo. ¿A cuál se refiere, por ejemplo «los últimos 30 minutos»?`,
  },
});
