import type { Command } from 'commander';
import { SafeNestError } from '../../errors.ts';
import type { Cli } from '../cli.ts';
import { plural, printable } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

interface Example {
  number: number;
  name: string;
  fires: boolean;
  from: string;
  holds: boolean | null;
}

export function rulesCommand(program: Command, cli: Cli): void {
  const rules = program.command('rules').description('Hold rules against their examples');

  cli
    .remote(rules.command('check', { isDefault: true }).description('Try every rule’s own examples; 1 where one fails'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: { ref: string; name: string }[] }>('/rules');
        let [tried, failed] = [0, 0];
        for (const { ref, name } of items) {
          const { items: examples } = await api.get<{ items: Example[] }>(`/rules/${ref}/examples`);
          for (const one of examples.filter(({ holds }) => holds !== null)) {
            tried++;
            if (one.holds) continue;
            failed++;
            const should = one.fires ? 'should fire' : 'should not fire';
            cli.out.line(
              `${ref} ${printable(name)}: example ${one.number} fails, it ${should}: ${printable(one.name)} (${one.from})`,
            );
          }
        }
        if (failed > 0) throw new SafeNestError('conflict', `${failed} of ${plural(tried, 'example')} fail.`);
        cli.out.line(tried === 0 ? 'No rule has examples yet.' : `All ${plural(tried, 'example')} hold.`);
      }),
    );
}
