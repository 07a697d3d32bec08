import { capital } from './phrases.ts';

/** What `help` answers. */
export type Help = {
  answers: { name: string; text: string; examples: string[] }[];
  not_for_your_role: { name: string; ask: string[] }[];
  topics: string[];
  examples: string[];
};

/** How it is done, or what one may ask for. */
export function helpWords(help: Help): string[] {
  if (help.answers.length > 0) {
    return help.answers
      .slice(0, 2)
      .flatMap(({ text: how, examples }) => [how, ...(examples[0] ? [`For example: “${examples[0]}”.`] : [])]);
  }
  const others = help.not_for_your_role.map(
    ({ name, ask }) => `“${capital(name)}” is not for your role; ask ${ask.join(' or ')}.`,
  );
  return [
    ...others,
    `I can help with: ${help.topics.join(', ')}.`,
    'Try for example:',
    ...help.examples.slice(0, 4).map((example) => `• ${example}`),
  ];
}
