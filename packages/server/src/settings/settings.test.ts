import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

describe('the settings', () => {
  it('have a default for everything, so that npm start needs none', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 4400,
      publicUrl: 'http://localhost:4400',
      databaseUrl: undefined,
      hasSample: true,
    });
    expect(settings.dataDir).toMatch(/\/data$/);
  });

  it('name every wrong variable with its rule', () => {
    const read = () => readSettings({ CAIRN_PORT: '70000', DATABASE_URL: 'mysql://x', CAIRN_SECRET_KEY: 'abc' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      /CAIRN_PORT: .*65535[\s\S]*DATABASE_URL: must start with postgres[\s\S]*CAIRN_SECRET_KEY: must be 64/,
    );
  });

  it('take an empty variable for an absent one', () => {
    expect(readSettings({ DATABASE_URL: '', CAIRN_PORT: '' }).port).toBe(4400);
  });

  it('read a list of hosts that may be called although they are private', () => {
    expect(readSettings({ CAIRN_ALLOWED_HOSTS: 'localhost, 127.0.0.1:8080,' }).allowedHosts).toEqual([
      'localhost',
      '127.0.0.1:8080',
    ]);
  });

  it('read a list of hosts that are internal to the operator', () => {
    expect(readSettings({}).internalHosts).toEqual([]);
    expect(readSettings({ CAIRN_INTERNAL_HOSTS: 'vault.example, .corp.example' }).internalHosts).toEqual([
      'vault.example',
      '.corp.example',
    ]);
  });
});
