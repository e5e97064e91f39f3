import { configureLogging } from '@parley/platform';
import { BusyDay, SLOW_HOST, type Said, type Talk } from '../../test/busy-day/busy-day';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ORGANIZATIONS = 3;
const ACCOUNTS = 2;
const CONVERSATIONS = 10;
/** Half of what the budget of an organization allows: 80 updates a minute. */
const MESSAGES_A_MINUTE = 40;
const FAULT_AT = 2 * MINUTE;
const TALK_UNTIL = 8 * MINUTE;
const END = 10 * MINUTE;
/** Every fifth message has a file. */
const FILE_EVERY = 5;
const MOST = 1.2;
/** The troubled themselves wait longer than this. */
const TROUBLE_LASTS = 20 * SECOND;

/** Who is in trouble, and what is done to them. */
interface Trouble {
  readonly isTroubled: (talk: Talk) => boolean;
  readonly begin: (day: BusyDay) => void;
  /** Where the files of the troubled are. */
  readonly host?: string;
}

const VICTIM: Talk = { organization: 0, account: 0, conversation: 0 };
const isVictim = ({ organization, account, conversation }: Talk) =>
  organization === VICTIM.organization && account === VICTIM.account && conversation === VICTIM.conversation;
const ofOrganization = ({ organization }: Talk) => organization === VICTIM.organization;
const ofSlowFiles = (talk: Talk) => ofOrganization(talk) && talk.account === 0 && talk.conversation < 4;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'an organization answers 503': {
    isTroubled: ofOrganization,
    begin: (day) => day.at(FAULT_AT, () => (day.zendesk(0).condition = 'unavailable')),
  },
  'an organization does not answer': {
    isTroubled: ofOrganization,
    begin: (day) => day.at(FAULT_AT, () => (day.zendesk(0).condition = 'stalled')),
  },
  'a ticket is refused each time': {
    isTroubled: isVictim,
    begin: (day) =>
      day.at(FAULT_AT, () => {
        const key = '00000000-3333';
        const { zendesk } = day.zendesk(0);
        const ticket = zendesk.tickets.find(({ externalId }) => externalId.includes(key));
        day.zendesk(0).poison = ({ method, path }) =>
          method === 'PUT' && path === `/api/v2/tickets/${ticket?.id}`;
      }),
  },
  'a conversation has 10,000 messages': {
    isTroubled: isVictim,
    begin: (day) => day.at(FAULT_AT, () => day.says(VICTIM, { times: 10_000 })),
  },
  'a host of files does not answer': {
    isTroubled: ofSlowFiles,
    begin: () => undefined,
    host: SLOW_HOST,
  },
};

const KINDS = {
  messages: () => true,
  'messages with a file': ({ hasFile }: Said) => hasFile,
} as const;

/** Plays the day, with trouble or without; the same is said at the same times. */
async function play(trouble?: Trouble): Promise<BusyDay> {
  const day = await BusyDay.begin(ORGANIZATIONS, ACCOUNTS);
  const stepMs = MINUTE / MESSAGES_A_MINUTE;
  for (let organization = 0; organization < ORGANIZATIONS; organization += 1) {
    day.zendesk(organization);
    for (let turn = 0; turn * stepMs < TALK_UNTIL; turn += 1) {
      // Neither in step with each other nor with the clock.
      const atMs = turn * stepMs + ((turn * 7_919 + organization * 1_013) % stepMs);
      const talk = {
        organization,
        account: turn % ACCOUNTS,
        conversation: Math.floor(turn / ACCOUNTS) % CONVERSATIONS,
      };
      const hasFile = turn > CONVERSATIONS * ACCOUNTS && turn % FILE_EVERY === 0;
      const isSlow = trouble?.host !== undefined && trouble.isTroubled(talk);
      const host = isSlow ? trouble.host : 'quick.example';
      day.at(atMs, () => day.says(talk, hasFile ? { host } : {}));
    }
  }
  trouble?.begin(day);
  await day.until(END);
  return day;
}

function p99(waits: readonly number[]): number {
  return waits[Math.floor(waits.length * 0.99)] ?? Infinity;
}

describe('trouble of one stays its own', () => {
  let calm: BusyDay;

  beforeAll(async () => {
    configureLogging({ level: 'silent' });
    calm = await play();
    await calm.end();
  }, 120_000);

  it.each(Object.entries(TROUBLES))(
    "K5 K15 others' p99 stays within 1.2 times its value while %s",
    async (name, trouble) => {
      const day = await play(trouble);
      const isOther = (said: Said) => !trouble.isTroubled(said) && said.atMs >= FAULT_AT;
      await day.end();
      // Without this nothing would be compared.
      expect(day.waits((said) => trouble.isTroubled(said)).at(-1)).toBeGreaterThan(TROUBLE_LASTS);
      for (const [what, of] of Object.entries(KINDS)) {
        const isMeant = (said: Said) => isOther(said) && of(said);
        const [without, withIt] = [calm.waits(isMeant), day.waits(isMeant)];
        expect(withIt).toHaveLength(without.length);
        const ratio = p99(withIt) / p99(without);
        process.stdout.write(
          `while ${name}: p99 of ${without.length} ${what} of others ${p99(without)} ms without, ${p99(withIt)} ms with: ${ratio.toFixed(2)}\n`,
        );
        expect(ratio).toBeLessThanOrEqual(MOST);
      }
    },
    120_000,
  );
});
