import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../user-error';
import { rebuildCommand } from './rebuild-command';

interface Run {
  readonly service: string;
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

let folder: string;
let runs: Run[];
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-rebuild-'));
  runs = [];
  delete process.env['DATABASE_URL'];
  delete process.env['KAFKA_BROKERS'];
  process.env['PARLEY_STATE_DIR'] = folder;
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

/** Runs the command with programs that end with these codes. */
function command(words: readonly string[], codes: Readonly<Record<string, number>> = {}): Promise<number> {
  return rebuildCommand(words, (service, given, env) => {
    runs.push({ service, words: given, env });
    return Promise.resolve(codes[service] ?? 0);
  });
}

function aStack(): void {
  const stack = { databaseUrl: 'postgres://local', kafkaBrokers: 'local:9092' };
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack));
}

describe('the rebuild command', () => {
  it('X6 runs the program of each service that keeps what the log can give, against the local stack', async () => {
    aStack();
    expect(await command(['--verify', '--wait', '5'])).toBe(0);
    expect(runs.map(({ service }) => service)).toEqual(['trigger-evaluator', 'ticket-writer', 'gateway']);
    for (const { words, env } of runs) {
      expect(words).toEqual(['--verify', '--wait', '5']);
      expect(env).toMatchObject({ DATABASE_URL: 'postgres://local', KAFKA_BROKERS: 'local:9092' });
    }
  });

  it('X6 takes any installation from the environment, and one service alone', async () => {
    aStack();
    process.env['DATABASE_URL'] = 'postgres://elsewhere';
    process.env['KAFKA_BROKERS'] = 'elsewhere:9092';
    expect(await command(['--only', 'gateway'])).toBe(0);
    expect(runs).toMatchObject([
      {
        service: 'gateway',
        words: [],
        env: { DATABASE_URL: 'postgres://elsewhere', KAFKA_BROKERS: 'elsewhere:9092' },
      },
    ]);
  });

  it.each([
    [{ 'ticket-writer': 3 }, 3],
    [{ 'trigger-evaluator': 1, gateway: 3 }, 1],
    [{ 'trigger-evaluator': 3, gateway: 137 }, 137],
  ])('X6 goes on after %o and ends with the worst code', async (codes, worst) => {
    aStack();
    expect(await command(['--verify'], codes)).toBe(worst);
    expect(runs).toHaveLength(3);
  });

  it('says what is missing', async () => {
    await expect(command([])).rejects.toThrow(UserError);
    aStack();
    await expect(command(['--only', 'customer-service'])).rejects.toThrow('--only takes one of');
    await expect(command(['--verfy'])).rejects.toThrow(UserError);
    expect(await command(['--help'])).toBe(0);
    expect(runs).toEqual([]);
  });
});
