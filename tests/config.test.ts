import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

describe('settings', () => {
  test('none at all is enough', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: null, roles: ['bot', 'web', 'worker'] });
    expect(config.model.name).toBe('offline');
  });

  test('an empty variable is an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', ROLES: '' })).toEqual(readConfig({}));
  });

  test('all that is wrong is said at once, by name', () => {
    const wrong = {
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      LLM_MODEL: 'gpt',
      ROLES: 'web,cook',
      SAFENEST_SECRET: 'short',
    };
    expect(() => readConfig(wrong)).toThrow(
      /PORT[\s\S]*SAFENEST_SECRET[\s\S]*DATABASE_URL[\s\S]*LLM_MODEL[\s\S]*"cook"/,
    );
  });

  test('it is said in words', () => {
    expect(() => readConfig({ PORT: 'abc', ROLES: 'web,cook', LOG_LEVEL: 'loud' })).toThrow(
      [
        'Settings that cannot be used:',
        '  PORT must be a number',
        '  ROLES must name bot, web, worker only, not "cook"',
        '  LOG_LEVEL must be silent, fatal, error, warn, info, debug or trace',
        'See .env.example.',
      ].join('\n'),
    );
  });

  test('secrets do not print, however they are printed', () => {
    const config = readConfig({
      SAFENEST_SECRET: 'correct-horse-battery',
      DATABASE_URL: 'postgres://u:hunter22@db/x',
      OPENAI_API_KEY: 'sk-hunter22',
    });
    for (const text of [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true }), `${config.secret}`]) {
      expect(text).not.toMatch(/hunter22|correct-horse/);
      expect(text).toContain('[secret]');
    }
    expect(config.databaseUrl?.reveal()).toContain('hunter22');
  });

  test('half an OpenID Connect setting is refused', () => {
    expect(() => readConfig({ OIDC_ISSUER: 'https://id.example.com' })).toThrow(/OIDC_CLIENT_ID/);
  });
});
