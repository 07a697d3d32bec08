import { inEveryLanguage } from './catalogue.ts';

interface ProofWords {
  /** Why it was not done yet. */
  needed: string;
  /** Where no form can be opened for it. */
  inConsole: string;
  noPin: string;
  title: string;
  label: string;
  give: string;
  send: string;
  wrong: (left: number) => string;
  locked: string;
  over: string;
}

/** A second proof before what is critical. */
export const proofWords = inEveryLanguage<ProofWords>({
  en: {
    needed: 'Your organisation asks for your PIN before this. Nothing was done yet.',
    inConsole:
      'Your organisation asks for your PIN before this, and it cannot be given here: do it in the console. Nothing was done.',
    noPin:
      'Your organisation asks for a PIN before this, and you have none yet: set one on your account page in the console. Nothing was done.',
    title: 'Your PIN',
    label: 'PIN',
    give: 'Give my PIN…',
    send: 'Do it',
    wrong: (left) =>
      `That is not your PIN. Nothing was done. ${left === 1 ? 'One more wrong one' : `${left} more wrong ones`} and it is locked.`,
    locked:
      'Your PIN is locked after too many wrong ones. An admin can reset it on the Members page. Nothing was done.',
    over: 'This has waited too long, or was done already. Press the button on the card once more.',
  },
  de: {
    needed: 'Ihre Organisation verlangt davor Ihre PIN. Es ist noch nichts geschehen.',
    inConsole:
      'Ihre Organisation verlangt davor Ihre PIN, und die kann hier nicht eingegeben werden: Tun Sie es in der Konsole. Es ist nichts geschehen.',
    noPin:
      'Ihre Organisation verlangt davor eine PIN, und Sie haben noch keine: Legen Sie auf Ihrer Kontoseite in der Konsole eine fest. Es ist nichts geschehen.',
    title: 'Ihre PIN',
    label: 'PIN',
    give: 'PIN eingeben…',
    send: 'Ausführen',
    wrong: (left) =>
      `Das ist nicht Ihre PIN. Es ist nichts geschehen. ${left === 1 ? 'Noch eine falsche' : `Noch ${left} falsche`}, und sie ist gesperrt.`,
    locked:
      'Ihre PIN ist nach zu vielen falschen gesperrt. Ein Admin kann sie auf der Seite Members zurücksetzen. Es ist nichts geschehen.',
    over: 'Das hat zu lange gewartet oder ist schon geschehen. Drücken Sie den Knopf auf der Karte noch einmal.',
  },
  fr: {
    needed: 'Votre organisation demande d’abord votre code PIN. Rien n’a encore été fait.',
    inConsole:
      'Votre organisation demande d’abord votre code PIN, qui ne peut pas être donné ici : faites-le dans la console. Rien n’a été fait.',
    noPin:
      'Votre organisation demande d’abord un code PIN et vous n’en avez pas : choisissez-en un sur votre page de compte dans la console. Rien n’a été fait.',
    title: 'Votre code PIN',
    label: 'Code PIN',
    give: 'Donner mon code PIN…',
    send: 'Exécuter',
    wrong: (left) =>
      `Ce n’est pas votre code PIN. Rien n’a été fait. ${left === 1 ? 'Encore une erreur' : `Encore ${left} erreurs`} et il est bloqué.`,
    locked:
      'Votre code PIN est bloqué après trop d’erreurs. Un admin peut le réinitialiser sur la page Members. Rien n’a été fait.',
    over: 'Cela a attendu trop longtemps ou est déjà fait. Appuyez encore une fois sur le bouton de la carte.',
  },
  es: {
    needed: 'Su organización pide antes su PIN. Todavía no se ha hecho nada.',
    inConsole: 'Su organización pide antes su PIN, y no se puede dar aquí: hágalo en la consola. No se ha hecho nada.',
    noPin:
      'Su organización pide antes un PIN y usted aún no tiene: elija uno en su página de cuenta de la consola. No se ha hecho nada.',
    title: 'Su PIN',
    label: 'PIN',
    give: 'Dar mi PIN…',
    send: 'Hacerlo',
    wrong: (left) =>
      `Ese no es su PIN. No se ha hecho nada. ${left === 1 ? 'Un error más' : `${left} errores más`} y queda bloqueado.`,
    locked:
      'Su PIN está bloqueado tras demasiados errores. Un admin puede restablecerlo en la página Members. No se ha hecho nada.',
    over: 'Esto ha esperado demasiado o ya está hecho. Pulse otra vez el botón de la tarjeta.',
  },
});
