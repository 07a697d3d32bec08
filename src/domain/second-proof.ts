import { can, type Permission, type Role } from './role.ts';

/** What an organisation may ask a second proof for. */
export const PROOF_KINDS = ['ban', 'rules', 'people', 'pause'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

const NEEDS: Record<ProofKind, Permission> = {
  ban: 'moderation.write',
  rules: 'rules.write',
  people: 'people.write',
  pause: 'moderation.write',
};

/** Whether somebody of this role may do some of what is asked a proof for, or say what is. */
export const mayWhatIsAsked = (role: Role, asked: readonly ProofKind[]): boolean =>
  asked.some((kind) => can(role, NEEDS[kind]) || can(role, 'members.write'));

/** After so many wrong PINs in a row none is taken any more, until an admin resets it. */
export const MOST_WRONG = 5;

/** Whether digits are a PIN that nobody guesses at once: 6 to 12, not all the same, not counted up or down. */
export function isGoodPin(pin: string): boolean {
  if (!/^\d{6,12}$/.test(pin)) return false;
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  return steps.size > 1 || ![0, 1, 9].includes([...steps][0]!);
}
