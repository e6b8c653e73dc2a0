import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Installation } from './process/installation.ts';

// Each start makes a database, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let here: Installation;
beforeAll(() => {
  here = new Installation();
});
afterAll(() => here.remove());

function file(name: string, text: string): string {
  const path = join(here.folder, name);
  writeFileSync(path, text);
  return path;
}

describe('cairn expr', () => {
  it('evaluates a text with a context and tells its type', async () => {
    expect(await here.run(['expr', 'eval', 'upper("late") + " " + (1 + 1)'])).toMatchObject({
      code: 0,
      stdout: '{"value":"LATE 2","type":"string"}\n',
    });
  });

  it('answers a wrong text with the error as JSON and exit code 1', async () => {
    const ended = await here.run(['expr', 'eval', '1 +']);
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: 'syntax' });
  });

  it('evaluates a file of cases, errors among them, in one go', async () => {
    const cases = file('cases.json', '[{"id":1,"expression":"1+1","context":{}},{"id":"b","expression":"1+"}]');
    const ended = await here.run(['expr', 'eval', '--cases', cases]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual([
      { id: 1, result: 2 },
      { id: 'b', result: { error: 'syntax', message: expect.any(String) } },
    ]);
  });

  it('names what is wrong with a file of cases or a context', async () => {
    const run = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await here.run(['expr', 'eval', ...args]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      return stderr;
    };
    expect(await run()).toBe('Give a text to evaluate, or --cases FILE.\n');
    const object = file('object.json', '{}');
    expect(await run('--cases', object)).toBe(`${object} must hold a JSON array of {id, expression, context}.\n`);
    const nameless = file('nameless.json', '[{"expression":"1"}]');
    expect(await run('--cases', nameless)).toBe(`${nameless}: case 0 has no id.\n`);
    expect(await run('1', '--context', file('half.json', '{"a":'))).toMatch(/half\.json cannot be read as JSON: /);
    expect(await run('1', '--context', 'missing.json')).toMatch(/^missing\.json cannot be read as JSON: ENOENT/);
  });

  it('checks a text: its type, or each problem with a caret under it', async () => {
    expect((await here.run(['expr', 'check', 'upper("a")'])).stdout).toBe('ok: string\n');
    const wrong = await here.run(['expr', 'check', '1 + "a']);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^syntax error EXPR_UNTERMINATED_STRING at 4: .+\n1 \+ "a\n {4}\^/);
  });

  it('formats a text and shows how a function is called', async () => {
    expect((await here.run(['expr', 'format', '1+  2'])).stdout).toBe('1 + 2\n');
    expect((await here.run(['expr', 'functions', 'upper'])).stdout).toMatch(/^\(string text\): string\n/);
    expect((await here.run(['expr', 'functions'])).stdout).toMatch(/^upper +/m);
    expect(await here.run(['expr', 'functions', 'nope'])).toMatchObject({
      code: 1,
      stderr: 'There is no function nope. See: npx cairn expr functions\n',
    });
  });
});

describe('cairn migrate', () => {
  it('makes the database, and changes nothing the second time', async () => {
    for (const _time of [1, 2]) {
      expect(await here.run(['migrate'])).toMatchObject({
        code: 0,
        stdout: 'The database is up to date.\n',
        stderr: '',
      });
    }
  });
});

describe('the cairn command', () => {
  it('shows its commands when it does not know one', async () => {
    const ended = await here.run(['nonsense']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^error: unknown command 'nonsense'[\s\S]*Usage: cairn/);
  });
});
