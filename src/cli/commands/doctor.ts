import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Command } from 'commander';
import type { Config } from '../../config.ts';
import { readLock } from '../../db/embedded/lock.ts';
import type { HealthReport } from '../../domain/health.ts';
import { SafeNestError } from '../../errors.ts';
import { geoChecks } from '../../pipeline/geo.ts';
import { checkHealth, type HealthCheck } from '../../pipeline/health.ts';
import type { Cli } from '../cli.ts';
import { printable } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

export function doctorCommand(program: Command, cli: Cli): void {
  cli
    .remote(program.command('doctor').description('Check everything, and say how to mend what is not right'))
    .action((options: RemoteOptions) => doctor(cli, options));
}

async function doctor(cli: Cli, options: RemoteOptions): Promise<void> {
  const here = await checkHealth(ofThisMachine(cli.config), 10_000);
  show(cli, 'This machine', here);
  let service: HealthReport;
  let where = '';
  try {
    service = await withApi(cli.config, options, cli.log, (api) => {
      where = api.url;
      return api.get<HealthReport>('/health');
    });
  } catch (error) {
    const detail = error instanceof SafeNestError ? error.message : String(error);
    service = {
      ok: false,
      checks: [{ name: 'service', ok: false, detail, mend: 'Mend what is said here, then run doctor again.' }],
    };
  }
  show(cli, where ? `The service at ${where}` : 'The service', service);
  cli.out.line();
  if (here.ok && service.ok) return cli.out.line('All is well.');
  throw cli.refuse('Something needs mending: see ✗ above.');
}

function show(cli: Cli, title: string, report: HealthReport): void {
  cli.out.line(title);
  for (const check of report.checks) {
    cli.out.line(`  ${check.ok ? '✓' : '✗'} ${check.name}: ${printable(check.detail)}`);
    if (!check.ok && check.mend) cli.out.line(`      → ${printable(check.mend)}`);
  }
}

const ofThisMachine = (config: Config): HealthCheck[] => [
  {
    name: 'Node.js',
    mend: 'Start commands with npm run, or install Node.js 24.',
    check: async () => {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      if (major < 22 || (major === 22 && minor < 18)) throw new Error(`${process.version} is too old`);
      return process.version;
    },
  },
  {
    name: 'data folder',
    mend: `Make ${config.dataDir} writable for the user that runs SafeNest, or set SAFENEST_DATA.`,
    check: async () => {
      await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
      await access(config.dataDir, constants.W_OK);
      const { bavail, bsize } = await statfs(config.dataDir);
      const free = (bavail * bsize) / 1e9;
      if (free < 0.5) throw new Error(`${config.dataDir} has ${free.toFixed(1)} GB left`);
      return `${config.dataDir}, ${free.toFixed(0)} GB free`;
    },
  },
  {
    name: 'address',
    mend: `Free port ${config.port}, or set PORT and HOST.`,
    check: async () => {
      const holder = await readLock(config.dataDir);
      if (holder?.alive && holder.url) return `SafeNest is running at ${holder.url}`;
      return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EADDRINUSE') reject(error);
          // Without a lock file there is no telling who it is.
          else if (config.databaseUrl) resolve(`port ${config.port} is in use, by SafeNest if it is running`);
          else reject(new Error(`another program uses port ${config.port}`));
        });
        probe.listen(config.port, config.host, () =>
          probe.close(() => resolve(`${config.host}:${config.port} is free`)),
        );
      });
    },
  },
  {
    name: 'public address',
    mend: 'Set PUBLIC_URL to the https:// address people use, with a proxy that ends TLS in front.',
    check: async () => {
      const local = ['127.0.0.1', '::1', 'localhost'].includes(config.host);
      if (!local && !config.publicUrl) throw new Error(`listening on ${config.host}, but PUBLIC_URL is not set`);
      if (config.publicUrl?.startsWith('http:') && !/\/\/(localhost|127\.|\[::1\])/.test(config.publicUrl))
        throw new Error(`${config.publicUrl} is not encrypted`);
      return config.publicUrl ?? 'this machine only';
    },
  },
  {
    name: 'secret',
    mend: 'Set SAFENEST_SECRET to the same value for every process: openssl rand -base64 32',
    check: async () => {
      if (config.secret) return 'from SAFENEST_SECRET';
      if (config.databaseUrl) throw new Error('SAFENEST_SECRET is not set, so each machine would make its own');
      return 'generated into the data folder';
    },
  },
  ...geoChecks(config.geoip),
  {
    name: 'language model',
    mend: 'Check LLM_MODEL and its key, or set LLM_MODEL=offline.',
    check: async () => {
      if (config.model.name === 'offline') return 'offline: answers come from SafeNest itself';
      return (await import('../../app.ts')).tryLanguageModel(config);
    },
  },
  {
    name: 'chat platforms',
    mend: 'Set PUBLIC_URL to the https address they deliver to; or, for Slack, SLACK_APP_TOKEN (Socket Mode).',
    check: async () => {
      const { slack, discord, teams, publicUrl } = config;
      const named = [slack && 'Slack', discord && 'Discord', teams && 'Teams'].filter((name) => name !== null);
      const reached = publicUrl?.startsWith('https:') ?? false;
      if (slack && !slack.appToken && !reached) throw new Error('Slack has no https address to deliver events to');
      if (teams && !reached) throw new Error('Teams has no https address to deliver messages to');
      return named.length === 0
        ? 'none in the settings; they may be set on the Connections page'
        : `${named.join(', ')}; the service’s own checks say how they are`;
    },
  },
  {
    name: 'single sign-on',
    mend: 'Check OIDC_ISSUER: its /.well-known/openid-configuration must answer.',
    check: async () => {
      if (!config.oidc) return 'not set up; people use links and passwords';
      const address = `${config.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
      if (!response.ok) throw new Error(`${address} answered ${response.status}`);
      return config.oidc.issuer;
    },
  },
];
