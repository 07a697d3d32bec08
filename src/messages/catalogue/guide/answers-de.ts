/** What sections of the guide say, in German, by their ids: those that are asked for most. */
export const GERMAN_ANSWERS: Readonly<Record<string, string>> = {
  'people#what-may-each-role-do':
    'Admin: alles, also Regeln, Mitglieder, Schlüssel, Prüfprotokoll. Sicherheitsbeauftragte: Protokolle durchsuchen, Alarme und Vorfälle bearbeiten, Kameras einrichten, Personen aufnehmen. Leitung: Protokolle, Alarme, Vorfälle, Regeln, Kameras und Personen lesen, Vorfälle melden. Moderation: Alarme und Vorfälle lesen, Moderationsfälle entscheiden. Mitarbeit: fragen, Vorfälle melden und den eigenen folgen. Der Assistent darf genau das, was darf, wer ihn fragt.',
  'people#how-do-i-add-a-member':
    'Auf der Seite „Members“: Name, E-Mail, Rolle, dann „Add and make a sign-in link“. Geben Sie den Link auf einem Weg weiter, dem Sie trauen; er gilt einmal und 15 Minuten lang. Oder auf dem Server: `npm run safenest -- members add "Maria Lindqvist" maria@example.com --role officer`.',
  'people#how-do-i-change-somebodys-role':
    '„Set“ neben dem Namen auf der Seite „Members“, oder `npm run safenest -- members set maria@example.com --role admin`. Niemand ändert die eigene Rolle.',
  'people#how-do-i-remove-somebody-who-left':
    '„Disable“ neben dem Namen auf der Seite „Members“: Die Person kann sich nicht mehr anmelden, und ihre Sitzungen enden. Was sie getan hat, bleibt unter ihrem Namen stehen. „Enable“ lässt sie wieder herein.',
  'people#who-is-a-member': 'Die Seite „Members“ nennt alle mit ihrer Rolle, ebenso `npm run safenest -- members`.',
  'people#how-do-i-sign-in':
    'Mit dem Einmal-Link, den ein Admin Ihnen gibt, mit E-Mail und Passwort, oder mit Single Sign-on, wo es eingerichtet ist. Ein Link gilt einmal und 15 Minuten lang. Sie bleiben bis zu 7 Tage angemeldet, oder bis 12 Stunden ohne Nutzung vergehen.',
  'people#how-do-i-set-or-change-my-password':
    'Auf Ihrer Seite „Account“. Ein Passwort hat mindestens 12 Zeichen. Wenn Sie es ändern, enden Ihre anderen Sitzungen.',
  'people#what-if-i-forgot-my-password-or-my-link-expired':
    'Bitten Sie einen Admin um einen neuen Link: „Sign-in link“ neben Ihrem Namen auf der Seite „Members“, oder `npm run safenest -- members link you@example.com` auf dem Server. Ein ausgesperrter Admin macht sich mit diesem Befehl selbst einen.',
  'people#how-do-i-sign-out':
    '„Sign out“ auf Ihrer Seite „Account“ beendet diese Sitzung, „Sign out everywhere else“ alle anderen, etwa die eines Handys, das Sie nicht mehr haben. Admins beenden die Sitzungen anderer auf der Seite „Members“.',
  'people#how-do-i-make-an-api-key':
    'Auf der Seite „API keys“, oder mit `npm run safenest -- keys create "login collector" --role officer`. Er wird einmal gezeigt und nur als Prüfwert aufbewahrt. Mit einem Schlüssel meldet sich ein Programm an; er hat die Rolle, die Sie ihm geben, also die kleinste, die reicht.',
  'incidents#what-is-the-difference-between-an-alert-and-an-incident':
    'Ein Alarm ist, was einer Regel auffiel; SafeNest löst ihn selbst aus. Ein Vorfall ist, woran Menschen arbeiten: mit Status, jemandem, der daran arbeitet, verknüpften Alarmen, Zeitleiste, Kommentaren und Dateien. Nicht jeder Alarm braucht einen Vorfall, und ein Vorfall braucht keinen Alarm.',
  'incidents#how-do-i-open-an-incident':
    'Sagen Sie „Öffne einen Vorfall: Ausweisleser aufgebrochen“ oder „Öffne einen Vorfall für ALR-204“, oder drücken Sie „Open incident“ auf einem Alarm. Ein Alarm, der schon zu einem Vorfall gehört, bleibt dort, und die Antwort sagt es.',
  'incidents#how-do-i-add-an-alert-to-an-incident':
    'Drücken Sie „Add to an incident…“ auf seiner Karte und wählen Sie einen, der bearbeitet wird, oder sagen Sie „füge ALR-12 zu INC-3 hinzu“. „Take it off INC-3“ auf der Karte nimmt es zurück. Die Zeitleiste des Vorfalls nennt beides.',
  'incidents#how-do-i-assign-an-incident-to-somebody':
    '„Weise INC-9 Maria zu“, „weise ihn mir zu“, oder „Commander“ auf seiner Seite: Wem ein Vorfall zugewiesen ist, der leitet ihn. Zuweisen lässt er sich Mitgliedern, deren Rolle Vorfälle ändern darf: Admins und Sicherheitsbeauftragten.',
  'incidents#how-do-i-comment-on-an-incident':
    'Sagen Sie „Kommentar zu INC-9: Nutzerin angerufen, sie ist auf Reisen“, oder schreiben Sie in das Feld unter der Zeitleiste. Auch wer einen Vorfall gemeldet hat, darf ihn kommentieren.',
  'incidents#how-do-i-attach-a-file':
    'Auf der Seite des Vorfalls unter „Evidence“: Datei wählen, dann „Add file“. Bis 25 MB; Bild, PDF, Text, Netzwerkmitschnitt oder ZIP. Sie wird mit ihrem SHA-256 aufbewahrt, so dass sich prüfen lässt, dass sie unverändert ist.',
  'incidents#what-do-the-statuses-mean':
    'Offen: Niemand hat angefangen. In Untersuchung: Jemand sieht es sich an. Eingedämmt: Der Schaden breitet sich nicht mehr aus, aber es bleibt Arbeit. Geschlossen: fertig, mit einem Wort dazu, wie es endete. Zurückgezogen: Das Eröffnen wurde zurückgenommen; er bleibt aufbewahrt, steht aber auf keiner Tafel.',
  'incidents#how-do-i-change-the-severity-the-title-or-the-status':
    'Sagen Sie „setze INC-9 auf hoch“ oder „markiere INC-9 als eingedämmt“, oder nehmen Sie „Assign and rate“ und die Knöpfe auf seiner Seite.',
  'incidents#have-we-seen-something-like-this-before':
    'Fragen Sie „Hatten wir so etwas wie INC-9 schon einmal?“. Die Antwort nennt frühere Vorfälle, die ihm gleichen, und was sie teilen, etwa Netz, Konto oder Art des Alarms, damit Sie lesen können, wie sie endeten.',
  'incidents#how-do-i-close-an-incident':
    '„Schließe INC-9, gelöst durch neues Passwort“, oder „Close this incident“ auf seiner Seite. Wie er endete, wird bei ihm aufbewahrt, damit es lesen kann, wer den nächsten ähnlichen Fall hat.',
  'incidents#can-i-undo-a-change':
    'Ja. „Mach die letzte Änderung an INC-9 rückgängig“ oder „Undo“ neben der Zeile in seiner Zeitleiste. Das stellt den früheren Stand wieder her und wird selbst vermerkt. Ein geschlossener Vorfall lässt sich auch wieder öffnen: „öffne INC-9 wieder“. Kommentare und Dateien bleiben.',
  'incidents#can-i-delete-an-incident':
    'Nein. Woran gearbeitet wurde, wird nicht gelöscht. Ein versehentlich eröffneter Vorfall wird mit „Undo“ am Eröffnen zurückgezogen: Er verlässt die Tafel und bleibt in den Aufzeichnungen.',
  'incidents#how-can-i-see-the-incident-i-reported':
    'Fragen Sie nach ihm mit seinem Kürzel, etwa „Wie steht es um INC-12?“, oder öffnen Sie die Seite „Incidents“: Sie zeigt Mitarbeitenden, was sie selbst gemeldet haben.',
  'alerts#what-is-an-alert':
    'Etwas, das einer Regel auffiel. Ein Angriff ist ein Alarm, wie viele Anmeldungen er auch braucht: Zahl und letzte Zeit wachsen, solange es weitergeht. Der Alarm sagt, was geschah, wie schlimm es sein kann, wer und wo, und warum SafeNest das meint.',
  'alerts#how-bad-is-low-medium-high-or-critical':
    'Kritisch: Wahrscheinlich ist jemand drin, sehen Sie jetzt nach. Hoch: heute ansehen. Mittel: diese Woche ansehen. Niedrig: gut zu wissen. Der Schweregrad kommt von der Regel; Admins können ihn dort ändern.',
  'alerts#where-do-i-see-alerts':
    'Die neuesten erscheinen neben dem Schreibtisch, sobald sie ausgelöst werden. Alle stehen auf der Seite „Alerts“, mit Filtern für Status, Schweregrad, Zeit, Konto und Adresse. Oder fragen Sie: „Etwas Auffälliges in den letzten 3 Tagen?“',
  'alerts#how-do-i-acknowledge-or-settle-an-alert':
    'Drücken Sie einen Knopf auf dem Alarm, oder sagen Sie „bestätige ALR-204“ oder „löse ALR-204, Passwort wurde geändert“. Bestätigt: Jemand sieht nach. Gelöst: erledigt. Fehlalarm: Es war nichts daran.',
  'alerts#how-do-i-mark-a-false-alarm':
    'Sagen Sie „markiere ALR-77 als Fehlalarm, es war die Putzkolonne“, oder drücken Sie den Knopf auf seiner Seite. Was Sie dazu sagen, bleibt beim Alarm. Kommt es immer wieder, machen Sie die Regel leiser.',
  'alerts#does-safenest-block-attackers':
    'Nein. Es bemerkt, sagt Bescheid und hält fest. Ein Konto sperren, ein Passwort zurücksetzen oder eine Adresse blockieren tun Menschen im jeweiligen System; schreiben Sie in den Vorfall, was getan wurde.',
  'asking#what-can-i-ask':
    'Alles über Anmeldungen, Alarme und Vorfälle, was Ihre Rolle sehen darf: wer sich angemeldet hat, von wo, wann, wie oft; was auffällt; was mit einem Alarm war; welche Vorfälle offen sind. Sie können auch Arbeit verlangen, etwa einen Vorfall öffnen, zuweisen oder schließen. Schreiben Sie wie einer Kollegin: „Wie viele fehlgeschlagene Anmeldungen heute, nach Land?“',
  'asking#how-do-i-search-the-logs':
    'Fragen Sie, etwa „fehlgeschlagene Anmeldungen von 203.0.113.9 letzte Woche“, oder nehmen Sie die Seite „Logs“. Wörter nebeneinander müssen alle vorkommen; `"invalid user"` findet sie zusammen; `OR`, `NOT` und Klammern verbinden. Konto, Adresse, Land, Ergebnis und Zeit sind eigene Filter.',
  'asking#which-time-zone-are-times-in':
    'In Ihrer. Stellen Sie sie auf Ihrer Seite „Account“ ein; ohne eine gilt die Ihrer Organisation. „Gestern“ und „um 9“ werden in derselben Zone gelesen, in der geantwortet wird. In einem Kanal, den andere lesen, gilt die Zone der Organisation.',
  'asking#which-languages-are-understood':
    'Englisch ganz; Deutsch, Französisch und Spanisch für die wichtigsten Fragen. Die Antwort kommt in der Sprache Ihrer Frage. Was Menschen geschrieben haben, bleibt, wie es ist; die Seiten des Handbuchs sind auf Englisch.',
  'asking#what-if-it-does-not-understand-me':
    'Sagen Sie was, wessen und wann in einem kurzen Satz, wie „fehlgeschlagene Anmeldungen von dana letzte Woche“. Tippfehler werden meist verziehen. Fehlt etwas, fragt SafeNest kurz nach; darf es nicht nachsehen, sagt es, welche Rolle es darf.',
  'assistant#what-can-the-assistant-do':
    'Er durchsucht Anmeldungen, Alarme und Vorfälle, öffnet und ändert Vorfälle, erledigt Alarme, sagt, ob das System läuft, und erklärt aus diesem Handbuch, wie etwas geht. Fragen Sie „Was kannst du?“.',
  'assistant#what-is-the-assistant-not-allowed-to-do':
    'Er hat genau die Rechte dessen, der fragt, nie mehr. Er kann keine Aufzeichnungen löschen, keine Daten anderer Organisationen lesen, keine Geheimnisse zeigen, keine Rollen ändern und das Prüfprotokoll nicht abschalten. Keine Nachricht, keine Logzeile und keine Datei gibt ihm mehr Rechte.',
  'assistant#does-it-make-things-up':
    'Jedes Kürzel in einer Antwort wird mit dem verglichen, was die Suchen fanden; eines, das nicht darunter war, wird entfernt, und die Antwort sagt es. Ohne Sprachmodell bestehen Antworten nur aus Suchergebnissen.',
  'assistant#do-i-need-a-language-model':
    'Nein. Ohne eines liest SafeNests eigenes Offline-Modell Ihre Frage und schreibt die Antwort: schnell, kostenlos, und nichts verlässt die Maschine. Mit einem Sprachmodell wird freier formuliert; Rechte, Belege und Schutz bleiben gleich.',
  'assistant#where-is-my-data-kept':
    'Im Datenordner (`SAFENEST_DATA`) oder in Ihrem eigenen PostgreSQL, auf Ihren eigenen Maschinen. SafeNest ruft keinen Dienst von uns auf und sendet keine Statistik.',
  'assistant#how-long-are-logs-and-other-data-kept':
    'Anmeldungen, Alarme, Vorfälle und das Prüfprotokoll bleiben für immer; SafeNest löscht davon nichts von selbst. Von selbst gelöscht werden Berichte nach drei Jahren, was Kameras sahen nach einem Jahr, was in entschiedenen Moderationsfällen gesagt wurde nach einem Jahr, Nachrichten geschützter Kanäle und Kamerabilder nach 30 Tagen. Ein Admin kann andere Zeiten setzen.',
  'assistant#can-others-see-what-i-ask':
    'Kolleginnen und Kollegen nicht. Admins schon: Das Studio zeigt ihnen, was gefragt und wie geantwortet wurde, damit Fehler und Missbrauch auffallen. Was Sie ändern, steht mit Ihrem Namen im Prüfprotokoll.',
  'attacks#what-is-a-brute-force-attack':
    'Jemand probiert viele Passwörter an einem Konto, oder viele Konten von einer Adresse, bis eines passt. SafeNest bemerkt mehr Fehlversuche, als eine Regel in einigen Minuten erlaubt. Was tun: nachsehen, ob ein Versuch gelang, die Adresse sperren, wo Sie können, und dem Konto ein starkes Passwort und einen zweiten Faktor geben.',
  'attacks#what-is-password-spraying':
    'Ein oder zwei häufige Passwörter werden an vielen Konten probiert, so dass keines oft genug scheitert, um gesperrt zu werden. SafeNest bemerkt eine Adresse, die an vielen Konten scheitert. Was tun: nach einem Erfolg von dieser Adresse suchen, die Passwörter betroffener Konten zurücksetzen und häufige Passwörter verbieten.',
  'attacks#what-is-credential-stuffing':
    'Namen und Passwörter, die anderswo gestohlen wurden, werden hier probiert, weil viele dasselbe zweimal benutzen. Es sieht aus wie ein Spray von vielen Adressen mit wenigen Erfolgen beim ersten Versuch. Was tun: betroffene Konten zurücksetzen, die Leute informieren und einen zweiten Faktor verlangen.',
  'attacks#what-is-impossible-travel':
    'Ein Konto meldet sich von zwei Orten an, zwischen denen in dieser Zeit niemand reisen kann, schneller als 900 km/h. Entweder benutzen es zwei, oder eine der Adressen ist ein unbekanntes VPN. Was tun: die Person fragen. War sie es nicht, ihre Sitzungen beenden und das Passwort zurücksetzen.',
  'attacks#what-is-mfa-fatigue':
    'Wer das Passwort schon hat, schickt eine Bestätigungsanfrage nach der anderen, bis jemand müde „Ja“ drückt. SafeNest sieht es, wo Ihr System abgelehnte Anfragen als Fehlversuche meldet. Was tun: das Passwort zurücksetzen, denn es ist bekannt, und Zahlenabgleich statt eines einfachen Ja verwenden.',
  'attacks#what-is-phishing':
    'Eine Nachricht, die vorgibt, von jemand Vertrautem zu kommen, damit Sie Ihr Passwort eintippen oder eine Datei öffnen. SafeNest liest keine Mails; es bemerkt, was folgt, etwa eine Anmeldung aus einem neuen Land. Was tun: melden, auch wenn Sie geklickt haben, und das Passwort sofort ändern.',
  'attacks#what-is-account-takeover':
    'Jemand anderes benutzt ein Konto. Zeichen sind ein neues Land, ein neues Gerät, ungewöhnliche Zeiten oder ein Erfolg nach vielen Fehlversuchen. Was tun: das Konto sperren oder seine Sitzungen beenden, das Passwort zurücksetzen, in den Protokollen nachsehen, was seither geschah, und einen Vorfall öffnen.',
  'attacks#was-it-me-who-signed-in':
    'Wenn Ihnen eine Anmeldung gemeldet wird, die Sie nicht kennen: Ändern Sie das Passwort dieses Kontos und melden Sie es: „Öffne einen Vorfall: jemand hat sich letzte Nacht in meinem Konto angemeldet“. Waren Sie es selbst, sagen Sie es dem, der fragt.',
  'getting-started#what-is-safenest':
    'SafeNest ist eine Sicherheitsstelle, mit der man spricht. Es liest die Anmeldungen Ihrer Systeme, bemerkt, was nicht sein sollte, löst einen Alarm aus und beantwortet Fragen dazu in einfachen Worten. Was Menschen dann tun, wird als Vorfall festgehalten. Alles läuft auf Ihrer eigenen Maschine.',
  'getting-started#how-do-i-try-it-without-my-own-data':
    '`npm install && npm run demo` startet eine Beispielorganisation mit erfundenen Leuten und einer Woche Anmeldungen, die weitergeht, während Sie zusehen. Es gibt eine Adresse und einen Link aus, der einmal und 15 Minuten lang gilt. Nichts darin ist echt.',
  'getting-started#i-clicked-on-a-bad-link-or-gave-my-password-away-what-now':
    'Melden Sie es hier in einer Zeile, auch wenn Sie nicht sicher sind: Niemandem wird eine Meldung vorgeworfen, und Minuten zählen. Haben Sie irgendwo ein Passwort eingetippt, ändern Sie es jetzt, überall wo Sie es benutzen. Schreiben Sie auf, was Sie wann geöffnet haben, löschen Sie nichts, und lassen Sie das Gerät an, aber vom Netz getrennt, bis jemand nachgesehen hat.',
  'getting-started#how-do-i-reach-the-people-who-look-after-security':
    'Schreiben Sie hier in einem Satz, was geschehen ist: Daraus wird ein Vorfall, und wer sich um die Sicherheit kümmert, sieht ihn sofort und kann Sie dort zurückfragen. SafeNest ruft niemanden an und kennt keine Telefonnummern: Bei Gefahr rufen Sie zuerst den Notruf oder den Werkschutz.',
  'getting-started#when-and-from-where-was-my-own-account-used':
    'Fragen Sie hier: „Wann habe ich mich zuletzt angemeldet?“, „War jemand anderes in meinem Konto?“. Sie sehen die letzten 20 Anmeldungen Ihres eigenen Kontos, von wo und mit welchem Gerät, und keine anderen. Waren Sie eine davon nicht, sagen Sie „das war ich nicht“.',
  'getting-started#how-do-i-report-something-suspicious':
    'Schreiben Sie hier, was geschehen ist, und dass Sie einen Vorfall wollen, zum Beispiel „Öffne einen Vorfall: Ich habe heute Morgen meinen Ausweis verloren“. Das darf jeder. Sie bekommen ein Kürzel wie `INC-12`; damit können Sie Ihren Vorfall später ansehen, kommentieren und Dateien anhängen.',
  'cameras#how-do-i-add-a-camera':
    'Auf der Seite „Cameras“: ein Name, wo sie ist, „Add“. Ihre Seite sagt dann, wie ihre Bilder kommen. Die erste Kamera bringt zwei Regeln mit: für unbekannte Personen und für gesperrte Zonen.',
  'cameras#how-do-i-draw-a-zone':
    'Auf der Seite der Kamera, sobald es ein Bild gibt: „Draw a zone“, für jede Ecke auf das Bild drücken, „Finish the shape“, dann Name und Art geben und sichern. Ecken lassen sich ziehen. Jemand ist in einer Zone, wenn seine Füße darin sind.',
  'cameras#how-do-i-hide-part-of-what-a-camera-sees':
    '„Draw a privacy mask“ auf der Seite der Kamera. Was darunter liegt, wird geschwärzt, bevor etwas gesucht oder aufbewahrt wird, in allen Bildern von da an; frühere bleiben, wie sie sind, bis ihre Zeit um ist.',
  'cameras#who-may-see-the-pictures':
    'Admins, Sicherheitsbeauftragte und die Leitung, auf der Seite „Cameras“ und im Chat. Moderation und Mitarbeitende sehen keine. In einem Kanal wird ein Bild nur gezeigt, wo alle, die mitlesen, es sehen dürfen; sonst geht es allein an den, der fragt.',
  'cameras#may-the-language-model-look-at-pictures-of-my-cameras':
    'Nur wenn ein Admin dem auf der Seite „Language model“ unter Cameras zustimmt: Bilder verlassen dann das Haus, außer wenn das Modell hier läuft. Es sagt von jedem Ereignis, was zu sehen ist: Titel, Szene, Bedenken und eine Bedrohung von 0 bis 2. Es darf das Risiko anheben und nimmt keinen Befund weg. „Send none any more“ beendet es sofort.',
  'running#how-long-are-pictures-kept':
    'Kamerabilder 30 Tage, Ereignisse mit ihren Bildern ein Jahr, Bilder aus Fragen eine Woche, Personen ohne Namen 180 Tage seit zuletzt gesehen und dann zwei Jahre im Archiv. Jede Nacht wird gelöscht, und das Prüfprotokoll nennt es. Ein Admin kann für die Organisation weniger Tage setzen, nie mehr.',
  'running#how-do-i-back-it-up':
    '`npm run safenest -- backup` schreibt alles in eine Datei, ob SafeNest läuft oder nicht. Admins der einzigen Organisation können auch „Back up now“ unter Health, Backups drücken. Mit der eingebauten Datenbank wird sie jede Nacht um 02:00 gesichert; die letzten 14 bleiben. Kopieren Sie sie anderswohin, und verwahren Sie `SAFENEST_SECRET` getrennt: Ohne es lässt sich nichts zurückspielen.',
  'reports#how-do-i-get-a-weekly-report':
    'Er kommt von selbst: jeden Montag um 08:00, über die Woche davor, ins Archiv auf der Seite „Reports“. Damit er in einem Kanal Ihres Chats gemeldet wird, sagen Sie dort „this channel gets reports“. Dazwischen drücken Sie „Make one now“.',
  'delivery#how-do-i-snooze-an-alert':
    'Drücken Sie „Snooze…“ auf seiner Karte und wählen Sie 1 Stunde, 24 Stunden oder 7 Tage, oder sagen Sie „stelle ALR-3 bis morgen zurück“. Er zählt weiter und wird gemeldet, wenn er schlimmer wird. Danach wird er wieder gemeldet.',
  'delivery#how-do-i-get-alerts-by-e-mail':
    'Ein Admin trägt auf der Seite „Delivery“ Adressen ein, mit einem eigenen Mailserver oder dem der Installation (`SMTP_URL`), und schickt dort eine Probe.',
  'delivery#how-do-i-get-alerts-on-my-phone-or-in-my-browser':
    'Öffnen Sie auf diesem Handy oder Rechner „My account“ und drücken Sie unter „Notifications“ auf „Switch on in this browser“. Dort wählen Sie auch, ab welchem Schweregrad, legen Ruhezeiten fest, schicken eine Probe und entfernen einen Browser. SafeNest braucht dafür eine Adresse mit https://; auf einem iPhone legen Sie SafeNest zuerst auf den Startbildschirm.',
  'delivery#how-do-i-pause-alerts-for-a-while':
    'Öffnen Sie „Pause alerts“ auf der Seite „Exceptions“: alles, alle Kameras oder eine, bis zu drei Tage. Oder sagen Sie auf Englisch „pause all alerts until tomorrow“ (höchstens 7 Tage). Was geschieht, wird aufbewahrt, und Kritisches wird trotzdem gemeldet. Die Pause endet von selbst; „End the pause“ beendet sie sofort.',
  'delivery#who-is-on-call':
    'Fragen Sie „Wer hat Bereitschaft?“, oder sehen Sie auf die Seite „On call“ unter Alerts: jetzt, die nächsten vier Wochen, und wer vertritt. `/safenest oncall` fragt dasselbe.',
  'delivery#how-do-i-set-who-is-on-call':
    'Auf der Seite „On call“ ordnet ein Admin Mitglieder und sagt, wann der Nächste übernimmt: jede Woche oder jeden Tag, zu einer Zeit in der Zone der Organisation. Unter „Somebody covers“ vertritt jemand eine Weile; „Take back“ beendet es. Wer eine Schicht hat, gibt sie ohne Admin weiter.',
  'delivery#in-which-language-does-safenest-write-to-me':
    'In der, die Sie unter „My account“ wählen; wenn Sie keine gewählt haben, in der, in der Sie schreiben.',
  'delivery#i-was-asked-was-this-you-what-do-i-do':
    'Drücken Sie „Ja“ nur, wenn Sie sich zu dieser Zeit selbst angemeldet haben. Sonst drücken Sie „Nein“: Ihr Sicherheitsteam weiß es sofort. Ändern Sie dann Ihr Passwort, wenn Sie können.',
  'rules#what-is-a-rule':
    'Eine Regel sieht jede Anmeldung an, wenn sie ankommt, und löst einen Alarm aus, wenn eine sie verletzt. Es gibt Regeln für viele Fehlversuche, Password Sprays, einen Erfolg nach vielen Fehlversuchen, unmögliche Reisen, neue Länder, Geräte oder Adressen, verbotene Zeiten und Länder, Listen von Adressen oder Konten, und Anmeldungen ohne zweiten Faktor. Regeln sind genau: Kein Sprachmodell entscheidet.',
  'rules#how-do-i-watch-for-sign-ins-without-two-factor':
    'Sagen Sie „warne mich, wenn sich ein Admin ohne zweiten Faktor anmeldet“; der Knopf eines Admins setzt die Regel in Kraft. SafeNest meldet nur: Eingeschaltet wird der zweite Faktor dort, wo sich die Leute anmelden. Eine Anmeldung, die nichts darüber sagt, zählt nicht; Ihre Systeme müssen es mitschicken.',
  'rules#where-do-i-see-the-rules':
    'Auf der Seite „Rules“: jede in Worten, mit der Zahl ihrer Alarme in 30 Tagen. Die Seite einer Regel zeigt ihre Zahlen und was ihr zuletzt auffiel.',
  'rules#how-do-i-change-a-rule':
    'Öffnen Sie sie auf der Seite „Rules“, ändern Sie ihre Zahlen und drücken Sie „Save“. Die Änderung gilt für Anmeldungen, die von da an kommen, und steht im Prüfprotokoll.',
  'rules#how-do-i-make-a-rule-less-noisy':
    'Erhöhen Sie auf der Seite der Regel die Schwelle, oder nennen Sie die Netze, deren Fehlversuche nicht zählen, etwa Ihr eigenes Büro. Bei unmöglichen Reisen tragen Sie Ihre VPN-Ausgänge ein. Um seltener von derselben Sache zu hören, verlängern Sie die Pause, in der weitere Ereignisse zum selben Alarm kommen.',
  'rules#how-do-i-switch-a-rule-off-or-on':
    '„Switch off“ oder „Switch on“ auf der Seite der Regel. Ein Entwurf wartet, bis ihn jemand einschaltet; was abgelehnt wurde, bleibt abgelehnt.',
  'rules#how-do-i-propose-a-new-rule':
    'Sagen Sie, was einen Alarm auslösen soll: „Schlage eine Regel gegen Anmeldungen von außerhalb Deutschlands vor“. SafeNest antwortet mit einem Vorschlag: die Regel in Worten, und was sie bisher ausgelöst hätte. Der Knopf eines Admins setzt sie in Kraft; bis dahin ändert sich nichts.',
  'rules#what-is-a-proposal':
    'Eine Änderung, die auf den Knopf eines Menschen wartet. Alles, was der Assistent über das hinaus ändern will, was Sie selbst verlangt haben, wird einer. Er sagt genau, was getan würde und wer genehmigen darf; entscheidet niemand, verfällt er nach 7 Tagen.',
  'rules#who-can-approve-a-rule':
    'Admins, mit einem Knopf auf der Karte des Vorschlags oder auf der Seite „Proposals“. Beim Genehmigen wird noch einmal geprüft, dass sich dazwischen nichts geändert hat; danach, und wenn er abgelehnt oder verfallen ist, tut der Knopf nichts mehr.',
  'chat#how-do-i-ask-in-slack-discord-or-teams':
    'Erwähnen Sie es mit Ihrer Frage: „@SafeNest fehlgeschlagene Anmeldungen heute nach Land“. In einer Nachricht an es allein braucht es keine Erwähnung. In Slack und Discord tut `/safenest ask` dasselbe. Die Antwort kommt, wo Sie gefragt haben, im Faden Ihrer Frage.',
  'chat#how-do-i-link-my-chat-account':
    'Drücken Sie auf Ihrer Seite „Account“ „Link my chat account“ und tippen Sie, was dort steht, etwa `/safenest link ABCD-2345`, wo Sie SafeNest fragen. Der Code gilt einmal und 15 Minuten lang.',
  'chat#how-do-i-have-a-channel-told-of-alerts':
    'Schreiben Sie im Kanal `/safenest channel alerts from high`. Ein Kanal kann von Alarmen hören, von Vorschlägen, von Moderationsfällen und von den Tages- und Wochenberichten. Kritische Alarme kommen zu jeder Stunde. „No more alerts here“ beendet es. Alles steht auf der Seite „Channels“, mit einer Probenachricht.',
  'moderation#what-is-moderation-here':
    'SafeNest prüft jede Nachricht der Kanäle, die es schützt, und verfolgt, wie ein Gespräch läuft: gegen wen, von wie vielen, wie schnell, und ob es schlimmer wird. Was eine Grenze der Richtlinie überschreitet, wird ein Fall mit einer Karte: wer, gegen wen, was gesagt wurde, und was zu tun geraten wird. Menschen entscheiden; was sie entscheiden, lässt sich zurücknehmen.',
  'moderation#how-do-i-guard-a-channel':
    'Im Kanal selbst: `/safenest channel guard` (oder `guard strictly`, `guard relaxed`, `stop guarding`), oder auf der Seite „Guarded channels“. Die App braucht dafür mehr Rechte; `npm run safenest -- connect discord --moderation` fragt danach. Von Kanälen, die nicht geschützt sind, wird nichts aufbewahrt.',
  'moderation#can-i-time-somebody-out-by-writing-to-safenest':
    'Schreiben Sie es, wie Sie es sagen würden: „verwarne mallory wegen CASE-9“. Es kommt als Karte, die sagt, wen, wo, wie lange, und was der Person gesagt wird; nichts geschieht, bevor jemand aus der Moderation „Approve“ drückt, auch Sie selbst, und „Undo“ nimmt es danach zurück.',
  'moderation#i-was-warned-timed-out-or-banned-what-can-i-do':
    'Sie bekommen den Grund in einer privaten Nachricht, mit einem Knopf „Appeal“; Ihr Einspruch geht als Karte an die Moderation, und Sie erfahren, was daraus wurde. Fragen Sie jederzeit „Warum wurde ich gesperrt?“: Sie sehen, was getan wurde, bis wann und warum.',
  'moderation#how-does-somebody-appeal-and-who-decides-it':
    'Wer verwarnt, stillgelegt oder gesperrt wurde, erfährt es in einer privaten Nachricht mit einem Knopf „Appeal“, einmal für jede Maßnahme. Der Einspruch kommt als Karte zur Moderation und steht auf der Seite „Appeals“; dort wird entschieden, und wer Einspruch erhob, erfährt es. Ohne Einspruch macht „Undo“ eine falsche Entscheidung gut.',
  'recognition#how-do-i-enrol-somebody':
    'Auf der Seite „People“: „Enrol somebody“, ein Name und drei bis fünf Bilder, gewählt, hineingezogen oder eingefügt. Schreiben Sie auf, worin die Person eingewilligt hat. Zu jedem Bild steht, ob es genommen wurde oder warum nicht.',
  'recognition#how-do-i-forget-somebody':
    '„Forget“ auf der Seite der Person löscht ihre Bilder, ihre Sichtungen und alles, woran sie erkannt wird. Es fragt vorher, denn es lässt sich nicht zurücknehmen. Eine Zeile des Prüfprotokolls bleibt, ohne den Namen.',
  'logs#how-do-i-send-logins-to-safenest':
    '`POST /api/v1/login-events` mit einem API-Schlüssel: ein Ereignis oder eine Liste von bis zu 1,000. Ein Ereignis braucht eine Kennung, eine Zeit, ein Konto und ein Ergebnis; alles andere ist willkommen.',
  'logs#how-do-i-import-a-log-file':
    '`npm run safenest -- import sshd /var/log/auth.log` liest ein OpenSSH-Protokoll. `json-lines` liest ein JSON-Objekt je Zeile, `csv` eine Tabelle mit Kopfzeile; `--map account=user,occurred_at=time,outcome=result` sagt, welche Spalte was ist. Was sich nicht lesen lässt, wird gezählt und genannt.',
  'audit#where-do-i-see-who-changed-what':
    'Die Seite „Audit“ nennt jede Änderung von Menschen, Programmen und dem Assistenten, die neueste zuerst, mit Filtern für Handlung, Gegenstand und Zeit. Ebenso `npm run safenest -- audit`.',
  'console#does-it-work-on-a-phone-and-in-the-dark':
    'Ja. Jede Seite passt auf einen Bildschirm von 360 Pixeln. Hell oder dunkel folgt der Einstellung Ihres Geräts.',
  'troubleshooting#why-do-i-see-no-logins-or-alerts':
    'Zuerst, ob Anmeldungen ankommen: Fragen Sie „Wie viele Anmeldungen heute?“. Sind es keine, schicken oder lesen Sie welche ein. Gibt es Anmeldungen, aber keine Alarme, sehen Sie nach, ob Regeln eingeschaltet sind. Prüfen Sie auch die Zeitzone: „heute“ wird in Ihrer gelesen.',
  'getting-started#my-computer-shows-a-ransom-note-or-my-files-cannot-be-opened-what-now':
    'Trennen Sie das Gerät sofort vom Netz: Kabel ziehen, WLAN aus. Lassen Sie es an, zahlen Sie nichts, schreiben Sie niemandem, der Geld verlangt, und löschen Sie nichts. Melden Sie es hier von einem anderen Gerät aus, mit der Uhrzeit und dem, was Sie davor geöffnet haben. Sagen Sie den Kolleginnen neben Ihnen, dass sie dasselbe nicht öffnen.',
  'getting-started#i-lost-my-badge-keys-phone-or-laptop-what-now':
    'Melden Sie es hier in einer Zeile: was, wo, wann, und was darauf ist oder was es öffnet. Sperren muss es, wer so etwas bei Ihnen ausgibt (IT oder Empfang); die Meldung erreicht die Leute der Sicherheit, und sie sorgen dafür. Ändern Sie die Passwörter, die darauf gespeichert waren. Wiedergefunden? Sagen Sie es hier.',
  'getting-started#an-intruder-is-in-the-building-what-now':
    'Halten Sie Abstand, halten Sie niemanden auf und lassen Sie die Tür zwischen sich. Bei Gefahr rufen Sie zuerst den Notruf oder den Werkschutz. Melden Sie dann hier, was Sie gesehen haben: wo, wann, wie viele, wie sie aussahen und wohin sie gingen.',
  'getting-started#i-got-a-strange-mail-or-call-what-do-i-do':
    'Klicken Sie auf nichts, öffnen Sie nichts und antworten Sie nicht; niemand von der Sicherheit fragt je nach Ihrem Passwort. Scheint es von jemandem zu kommen, den Sie kennen, fragen Sie ihn auf anderem Weg. Melden Sie es dann hier in einer Zeile, mit dem angeblichen Absender; behalten Sie die Mail, bis jemand nachgesehen hat. Haben Sie schon geklickt oder etwas eingetippt, sagen Sie es: Dann kommt zuerst ein neues Passwort.',
  'getting-started#whom-do-i-have-to-tell-besides':
    'Was SafeNest angeht, niemandem: Ihre Meldung erreicht, wer sich um die Sicherheit kümmert, und dort wird entschieden, wer es noch wissen muss. Ob Ihre eigenen Regeln auch die Leitung verlangen, sagt Ihnen die Leitung oder ein Admin. Niemandem wird eine Meldung vorgeworfen.',
  'getting-started#can-you-call-or-write-to-somebody-for-me':
    'Nein: Ich rufe niemanden an und schreibe Leuten nur, was ihre Arbeit hier braucht. Sagen Sie es in Ihrer Meldung; dort liest es, wer daran arbeitet.',
  'people#how-do-i-turn-on-two-factor-sign-in-for-myself':
    'Wo sich Ihre Organisation mit Single Sign-on bei SafeNest anmeldet, gehört der zweite Faktor zu jenem System: Schalten Sie ihn dort ein. SafeNests eigene Anmeldung mit Passwort hat keinen; ein langes Passwort (12 Zeichen und mehr) und „Sign out everywhere else“ auf Ihrer Seite „Account“ sind, was sie hat. Eine PIN dort bestätigt schwere Entscheidungen, etwa eine Sperre oder eine Regel.',
  'assistant#who-can-see-what-is-kept-about-me':
    'Ihre Anmeldungen: Admins, Sicherheitsbeauftragte und die Leitung, und Sie selbst („Wann habe ich mich zuletzt angemeldet?“). Was Kameras sahen: dieselben drei Rollen, und ein Admin kann Einzelnen nur einzelne Kameras geben; Gesichter werden nur mit festgehaltener Einwilligung erkannt. Ihre Meldungen: wer sich um die Sicherheit kümmert. In moderierten Kanälen wird gelesen, was gesagt wird; Ihre Mails, Dateien und Ihren Bildschirm liest es nicht.',
  'assistant#can-my-account-or-what-is-kept-about-me-be-deleted':
    'Fragen Sie einen Admin. Er sperrt ein Konto auf der Seite „Members“: Niemand meldet sich mehr damit an, und was damit getan wurde, bleibt in den Aufzeichnungen. Gesichter und Sichtungen einer Person werden auf der Seite „People“ vergessen. Was sonst von selbst endet, sagt die Frage „Wie lange werden Protokolle und andere Daten aufbewahrt?“.',
};
