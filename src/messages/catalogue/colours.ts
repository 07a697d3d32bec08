import type { Colour, ColouredPart } from '../../domain/colours.ts';
import { inEveryLanguage } from './catalogue.ts';

interface ColourWords {
  names: Record<Colour, string>;
  /** Of people above and below; a vehicle is all of its colour. */
  part: Record<ColouredPart, (colour: string) => string>;
  /** Clothes or a vehicle, wherever the colour is. */
  any: (colour: string) => string;
  label: string;
  /** Said beside whatever was found by its colours. */
  estimate: string;
  /** People were looked for by what they wear, and that is not looked at. */
  noConsent: string;
  /** Sex, age, origin: never. */
  never: string;
  percent: (share: number) => string;
}

const whole = (share: number): string => String(Math.round(share * 100));

/** Colours of clothes and vehicles. */
export const colourWords = inEveryLanguage<ColourWords>({
  en: {
    names: {
      black: 'black',
      white: 'white',
      grey: 'grey',
      red: 'red',
      orange: 'orange',
      yellow: 'yellow',
      green: 'green',
      blue: 'blue',
      purple: 'purple',
      pink: 'pink',
      brown: 'brown',
      beige: 'beige',
    },
    part: { upper: (colour) => `${colour} above`, lower: (colour) => `${colour} below`, body: (colour) => colour },
    any: (colour) => colour,
    label: 'Colours (estimates)',
    estimate: 'Colours are estimates: light and shadow change them, and pictures in infrared have none.',
    noConsent:
      'What people wear is only looked at while the organisation’s consent to recognition is recorded; it is not.',
    never: 'Whether somebody is a man or a woman, how old they are or where they come from is never looked at.',
    percent: (share) => `${whole(share)} %`,
  },
  de: {
    names: {
      black: 'schwarz',
      white: 'weiß',
      grey: 'grau',
      red: 'rot',
      orange: 'orange',
      yellow: 'gelb',
      green: 'grün',
      blue: 'blau',
      purple: 'lila',
      pink: 'rosa',
      brown: 'braun',
      beige: 'beige',
    },
    part: { upper: (colour) => `oben ${colour}`, lower: (colour) => `unten ${colour}`, body: (colour) => colour },
    any: (colour) => colour,
    label: 'Farben (geschätzt)',
    estimate: 'Farben sind geschätzt: Licht und Schatten verändern sie, Infrarotbilder haben keine.',
    noConsent:
      'Was Menschen tragen, wird nur angesehen, solange die Einwilligung der Organisation in die Erkennung vermerkt ist; das ist sie nicht.',
    never: 'Ob jemand ein Mann oder eine Frau ist, wie alt jemand ist oder woher, wird nie angesehen.',
    percent: (share) => `${whole(share)} %`,
  },
  fr: {
    names: {
      black: 'noir',
      white: 'blanc',
      grey: 'gris',
      red: 'rouge',
      orange: 'orange',
      yellow: 'jaune',
      green: 'vert',
      blue: 'bleu',
      purple: 'violet',
      pink: 'rose',
      brown: 'marron',
      beige: 'beige',
    },
    part: { upper: (colour) => `${colour} en haut`, lower: (colour) => `${colour} en bas`, body: (colour) => colour },
    any: (colour) => colour,
    label: 'Couleurs (estimées)',
    estimate:
      'Les couleurs sont estimées : la lumière et l’ombre les changent, et les images infrarouges n’en ont pas.',
    noConsent:
      'Ce que portent les gens n’est regardé que tant que le consentement de l’organisation à la reconnaissance est enregistré ; il ne l’est pas.',
    never: 'On ne regarde jamais si quelqu’un est un homme ou une femme, son âge ou son origine.',
    percent: (share) => `${whole(share)} %`,
  },
  es: {
    names: {
      black: 'negro',
      white: 'blanco',
      grey: 'gris',
      red: 'rojo',
      orange: 'naranja',
      yellow: 'amarillo',
      green: 'verde',
      blue: 'azul',
      purple: 'morado',
      pink: 'rosa',
      brown: 'marrón',
      beige: 'beige',
    },
    part: { upper: (colour) => `${colour} arriba`, lower: (colour) => `${colour} abajo`, body: (colour) => colour },
    any: (colour) => colour,
    label: 'Colores (estimados)',
    estimate: 'Los colores son estimados: la luz y la sombra los cambian, y las imágenes infrarrojas no tienen.',
    noConsent:
      'Lo que lleva la gente solo se mira mientras conste el consentimiento de la organización para el reconocimiento; no consta.',
    never: 'Nunca se mira si alguien es hombre o mujer, su edad ni su origen.',
    percent: (share) => `${whole(share)} %`,
  },
});
