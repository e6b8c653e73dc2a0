import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Keeps the house: who may import whom, no ring of imports at run time, no import past a package's `exports`,
 * and what each room may touch (ARCHITECTURE.md). Prints every offence as `file: rule` and exits 1 when there is one.
 */
const root = resolve(import.meta.dirname, '..');

const mayImport: Readonly<Record<string, readonly string[]>> = {
  expression: [],
  model: ['expression'],
  engine: ['model', 'expression'],
  outbound: ['model', 'expression', 'engine'],
  authoring: ['model', 'expression', 'engine', 'outbound'],
  access: ['model'],
  postgres: ['engine', 'authoring', 'access', 'model', 'expression'],
  api: ['engine', 'authoring', 'access', 'outbound', 'model', 'expression'],
  server: ['engine', 'authoring', 'access', 'outbound', 'postgres', 'api', 'model', 'expression'],
  testkit: ['engine', 'authoring', 'access', 'outbound', 'postgres', 'api', 'model', 'expression'],
};

interface Rule {
  readonly says: string;
  readonly pattern: RegExp;
  /** Whether the rule binds a file, by its path from the root. */
  readonly binds: (path: string) => boolean;
}

const isPure = (path: string): boolean =>
  /^packages\/(model|expression)\//.test(path) || /^packages\/engine\/src\/(?!runner\/)/.test(path);
const inRoom =
  (...rooms: string[]) =>
  (path: string): boolean =>
    rooms.some((room) => path.startsWith(`packages/${room}/`));

const rules: readonly Rule[] = [
  { says: 'a pure room imports nothing of Node', pattern: /from 'node:/, binds: isPure },
  { says: 'a pure room has no database', pattern: /from '(pg|kysely|@electric-sql\/[^']+)'/, binds: isPure },
  {
    says: 'a pure room has no clock',
    pattern: /\bDate\.now\(|\bnew Date\(\)|Temporal\.Now\b|performance\.now\(/,
    binds: isPure,
  },
  {
    says: 'a pure room has no randomness',
    pattern: /Math\.random\(|crypto\.(randomUUID|getRandomValues)/,
    binds: isPure,
  },
  {
    says: 'HTTP leaves only through outbound',
    pattern: /from 'undici'|\bfetch\(|from 'node:https?'/,
    binds: (path) => path.startsWith('packages/') && !inRoom('outbound', 'testkit', 'server')(path),
  },
  {
    says: 'SQL stands only in postgres',
    pattern: /from '(pg|kysely)'|\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/,
    binds: (path) => path.startsWith('packages/') && !inRoom('postgres', 'testkit')(path),
  },
  {
    says: 'the environment is read only in server',
    pattern: /process\.env\b/,
    binds: (path) => path.startsWith('packages/') && !inRoom('server', 'testkit')(path),
  },
];

const offences: string[] = [];
const files = sourceFiles(join(root, 'packages'));
const imports = new Map<string, string[]>();
for (const file of files) checkFile(file);
for (const ring of findRings())
  offences.push(`a ring of imports: ${ring.map((file) => relative(root, file)).join(' -> ')}`);
for (const offence of offences) console.error(offence);
console.log(
  offences.length === 0 ? `imports: ${files.length} files keep the rules` : `imports: ${offences.length} offences`,
);
process.exit(offences.length === 0 ? 0 : 1);

function checkFile(file: string): void {
  const path = relative(root, file);
  const text = readFileSync(file, 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  for (const rule of rules) if (rule.binds(path) && rule.pattern.test(code)) offences.push(`${path}: ${rule.says}`);
  imports.set(file, importsOf(file, path, code));
}

function importsOf(file: string, path: string, code: string): string[] {
  const room = path.split('/')[1] ?? '';
  const targets: string[] = [];
  for (const match of code.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)) {
    const [, isTypeOnly, specifier = ''] = match;
    if (specifier.startsWith('@cairn/')) checkDoor(path, room, specifier);
    else if (specifier.startsWith('.')) {
      const target = resolve(dirname(file), specifier);
      if (!target.startsWith(join(root, 'packages', room)))
        offences.push(`${path}: reaches past the door of another room: ${specifier}`);
      if (!isTypeOnly) targets.push(target);
    }
  }
  return targets;
}

function checkDoor(path: string, room: string, specifier: string): void {
  const [, target = '', ...inner] = specifier.split('/');
  const allowed = mayImport[room] ?? [];
  if (target === room || !allowed.includes(target)) offences.push(`${path}: ${room} may not import ${target}`);
  const manifest = JSON.parse(readFileSync(join(root, 'packages', target, 'package.json'), 'utf8')) as {
    exports: object;
  };
  const door = inner.length === 0 ? '.' : `./${inner.join('/')}`;
  if (!Object.hasOwn(manifest.exports, door)) offences.push(`${path}: ${specifier} is not in the exports of ${target}`);
}

/** Depth-first search; every ring is reported once, from the file where it closes. */
function findRings(): string[][] {
  const rings: string[][] = [];
  const finished = new Set<string>();
  const walk = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      rings.push([...trail.slice(at), file]);
      return;
    }
    if (finished.has(file)) return;
    for (const target of imports.get(file) ?? []) walk(target, [...trail, file]);
    finished.add(file);
  };
  for (const file of files) walk(file, []);
  return rings;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'dist') return [];
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [path] : [];
  });
}
