import { SCREENED, type Screened } from '../../domain/screening.ts';

/**
 * Perspective's attributes that SafeNest answers, and what each is here. Those of its experiments that mean the same have the
 * same score. See https://developers.perspectiveapi.com/s/about-the-api-attributes-and-languages.
 */
export const ATTRIBUTES: Readonly<Record<string, Screened>> = {
  ...Object.fromEntries(
    SCREENED.filter((name) => name !== 'sexual').flatMap((name) => [
      [name.toUpperCase(), name],
      [`${name.toUpperCase()}_EXPERIMENTAL`, name],
    ]),
  ),
  SEXUALLY_EXPLICIT: 'sexual',
  OBSCENE: 'profanity',
  ATTACK_ON_AUTHOR: 'insult',
  ATTACK_ON_COMMENTER: 'insult',
};

/** In which texts are judged, as BCP 47 tags. */
export const JUDGED_LANGUAGES: readonly string[] = ['en'];
