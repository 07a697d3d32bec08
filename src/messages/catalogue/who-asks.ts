import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';
import { roleName } from './help.ts';

interface Words {
  member: (name: string, role: Role) => string;
  /** A program with a key, or the service itself. */
  program: (name: string, role: Role) => string;
  signedIn: (email: string) => string;
  knownBy: string;
  account: (one: { where: string; account: string; by: 'code' | 'email' | 'admin' | null; at: string }) => string;
  noAccount: string;
  cameras: string;
  may: (topics: string) => string;
  notYou: string;
}

/** Who somebody is to SafeNest, told to themselves. */
export const whoAsksWords = inEveryLanguage<Words>({
  en: {
    member: (name, role) => `You are ${name}; your role is ${roleName.en[role]}.`,
    program: (name, role) => `You are no person: the key “${name}”, with the role ${roleName.en[role]}.`,
    signedIn: (email) => `Here you are signed in as ${email}.`,
    knownBy: 'In chat I know you by:',
    account: ({ where, account, by, at }) =>
      `• ${where}: account ${account}, linked ${by === null ? '' : { code: 'with a one-time code ', email: 'by its verified e-mail address ', admin: 'by an admin ' }[by]}on ${at}`,
    noAccount:
      'No chat account is linked to you; say “/safenest link” with a code from your [account page](/account) there.',
    cameras: 'You see some of the cameras alone.',
    may: (topics) => `You may ask me for: ${topics}.`,
    notYou: 'If that is not you, tell an admin; an account is unlinked on [your account page](/account).',
  },
  de: {
    member: (name, role) => `Sie sind ${name}; Ihre Rolle ist ${roleName.de[role]}.`,
    program: (name, role) =>
      `Sie sind keine Person, sondern der Schlüssel „${name}“ mit der Rolle ${roleName.de[role]}.`,
    signedIn: (email) => `Hier sind Sie als ${email} angemeldet.`,
    knownBy: 'Im Chat kenne ich Sie durch:',
    account: ({ where, account, by, at }) =>
      `• ${where}: Konto ${account}, ${by === null ? '' : { code: 'mit einem Einmalcode ', email: 'durch die bestätigte E-Mail-Adresse ', admin: 'von einem Admin ' }[by]}verknüpft am ${at}`,
    noAccount:
      'Mit Ihnen ist kein Chat-Konto verknüpft; sagen Sie dort „/safenest link“ mit einem Code von [Ihrer Kontoseite](/account).',
    cameras: 'Sie sehen nur einige der Kameras.',
    may: (topics) => `Sie dürfen mich fragen nach: ${topics}.`,
    notYou: 'Sind Sie das nicht, sagen Sie es einem Admin; ein Konto wird auf [Ihrer Kontoseite](/account) gelöst.',
  },
  fr: {
    member: (name, role) => `Vous êtes ${name} ; votre rôle est ${roleName.fr[role]}.`,
    program: (name, role) => `Vous n’êtes pas une personne : la clé « ${name} », avec le rôle ${roleName.fr[role]}.`,
    signedIn: (email) => `Ici, vous êtes connecté en tant que ${email}.`,
    knownBy: 'Dans le chat, je vous reconnais par :',
    account: ({ where, account, by, at }) =>
      `• ${where} : compte ${account}, relié ${by === null ? '' : { code: 'par un code à usage unique ', email: 'par son adresse e-mail vérifiée ', admin: 'par un administrateur ' }[by]}le ${at}`,
    noAccount:
      'Aucun compte de chat n’est relié à vous ; dites-y « /safenest link » avec un code de [votre page de compte](/account).',
    cameras: 'Vous ne voyez que certaines des caméras.',
    may: (topics) => `Vous pouvez me demander : ${topics}.`,
    notYou:
      'Si ce n’est pas vous, dites-le à un administrateur ; un compte se délie sur [votre page de compte](/account).',
  },
  es: {
    member: (name, role) => `Usted es ${name}; su rol es ${roleName.es[role]}.`,
    program: (name, role) => `Usted no es una persona, sino la clave «${name}», con el rol ${roleName.es[role]}.`,
    signedIn: (email) => `Aquí ha iniciado sesión como ${email}.`,
    knownBy: 'En el chat le conozco por:',
    account: ({ where, account, by, at }) =>
      `• ${where}: cuenta ${account}, vinculada ${by === null ? '' : { code: 'con un código de un solo uso ', email: 'por su dirección de correo verificada ', admin: 'por un administrador ' }[by]}el ${at}`,
    noAccount:
      'Ninguna cuenta de chat está vinculada a usted; diga allí «/safenest link» con un código de [su página de cuenta](/account).',
    cameras: 'Usted ve solo algunas de las cámaras.',
    may: (topics) => `Puede preguntarme por: ${topics}.`,
    notYou: 'Si no es usted, dígaselo a un administrador; una cuenta se desvincula en [su página de cuenta](/account).',
  },
});
