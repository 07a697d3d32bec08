import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { count, printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

type Deleted = Record<string, number>;
interface State {
  limits: Record<string, number>;
  overdue: Record<string, number>;
  waiting_files: number;
  runs: { at: string; by: string; deleted: Deleted }[];
}

const LIMITS: Record<string, string> = {
  frame_days: 'pictures of cameras',
  event_days: 'camera events and their pictures',
  question_days: 'pictures of questions',
  message_days: 'messages of guarded channels',
  case_days: 'what was said, of decided cases',
  report_days: 'reports',
  unknown_days: 'people without a name, since last seen',
  archived_days: 'archived people',
  biometric_days: 'what people are recognised by, once consent is taken back',
};
const WORDS: Record<string, string> = {
  frames: 'pictures of cameras',
  event_pictures: 'pictures of events',
  question_pictures: 'pictures of questions',
  enrolment_pictures: 'pictures of enrolments',
  events: 'events',
  messages: 'messages',
  conversations: 'conversations',
  quotes: 'quotes of cases',
  reports: 'reports',
  signals: 'signals of other systems',
  habits: 'habits and scores',
  biometrics: 'numbers of faces and bodies',
  archived: 'people archived',
  people: 'people deleted',
  files: 'files erased',
};

const told = (deleted: Deleted): string =>
  Object.entries(WORDS)
    .flatMap(([name, words]) => (deleted[name] ? [`${count(deleted[name])} ${words}`] : []))
    .join(', ') || 'nothing';

export function retentionCommand(program: Command, cli: Cli): void {
  const retention = program.command('retention').description('How long what is kept, and what was deleted');

  cli
    .remote(retention.command('report', { isDefault: true }).description('The limits, what is overdue, the last runs'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const state = await api.get<State>('/retention');
        for (const line of table(
          Object.entries(LIMITS).map(([name, words]) => [words, `${count(state.limits[name] ?? 0)} days`]),
        ))
          cli.out.line(line);
        const late = Object.entries(state.overdue).filter(([, number]) => number > 0);
        cli.out.line(
          late.length
            ? `Kept too long: ${late.map(([name, number]) => `${count(number)} ${name}`).join(', ')}.`
            : 'Nothing is kept too long.',
        );
        if (state.waiting_files > 0) cli.out.line(`Waiting to be erased: ${count(state.waiting_files)} files.`);
        if (state.runs.length === 0) return cli.out.line('No run has deleted anything yet.');
        const rows = state.runs.map(({ at, by, deleted }) => [when(at, ''), printable(by), told(deleted)]);
        for (const line of table([['RUN', 'BY', 'DELETED'], ...rows])) cli.out.line(line);
      }),
    );

  cli
    .remote(retention.command('run').description('Delete now what has been kept long enough'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        for (;;) {
          const { complete, deleted } = await api.send<{ complete: boolean; deleted: Deleted }>(
            'POST',
            '/retention/run',
          );
          cli.out.line(`Deleted: ${told(deleted)}.`);
          if (complete) return;
          cli.out.note('There is more; going on.');
        }
      }),
    );
}
