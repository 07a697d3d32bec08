import type { Scores } from '../../domain/screening.ts';

/** Somebody in a conversation. */
export interface Named {
  account: string;
  name: string;
}

/** Somebody who was hostile to the chief target; with none, to whomever. */
export interface Attacker extends Named {
  /** Hostile messages of theirs. */
  messages: number;
  /** Of their worst message, 0..1. */
  worst: number;
  /** How much they bore down on the target lately, 0 and up; one plain insult just now is about 0.8. */
  weight: number;
}

/** What a conversation looks like from a distance: over what is kept of it, the newest some hundred messages. */
export interface SessionFeatures {
  messages: number;
  minutes: number;
  /** Of the last ten minutes. */
  perMinute: number;
  /** How much shorter the pauses get, 0..1. */
  shrinkage: number;
  /** The most messages within one minute. */
  burst: number;
  /** Share of the hostile messages that is aimed at the chief target. */
  aimedShare: number;
  /** How many bear down on the chief target. */
  attackers: number;
  target: Named | null;
  /** The attackers, the heaviest first. */
  offenders: Attacker[];
  /** How much more hostile it became from its first to its last third, -1..1. */
  rise: number;
  /** Share of the messages aimed at the target that it did not answer. */
  unanswered: number;
  /** How often the same text came lately. */
  repeats: number;
  /** Share of capitals in hostile messages, 0..1. */
  caps: number;
  /** The most accounts mentioned within one minute. */
  mentions: number;
  worst: Scores;
  meanToxicity: number;
  /** How heavily the attackers together bear down on the target, 0..1. */
  pressure: number;
  /** How much it looks like teasing among friends: hits both ways, and laughter, 0..1. */
  banter: number;
  /** How grave the gravest single message is by itself, 0..1: threats, attacks on what somebody is. */
  severe: number;
}
