import type { Gate, GateName, Reason } from './gate';
import type { Since } from './moment';
import { isX, type Surroundings } from './organization';

interface OuterGate {
  readonly gate: GateName;
  readonly reason: Reason;
  readonly open: (surroundings: Surroundings) => boolean;
  /** What moved it last; `undefined` where nothing ever did. */
  readonly since: (surroundings: Surroundings) => Since | undefined;
}

const unlinked = ({ link, unlinkedSince }: Surroundings): Since | undefined =>
  link?.linkedSince ?? unlinkedSince;

/** G1 to G5: what must hold around the conversation, in the order in which it is asked. */
const OUTER_GATES: readonly OuterGate[] = [
  {
    gate: 'account-known',
    reason: 'account-unknown',
    open: ({ account }) => account !== undefined && !account.deleted,
    since: ({ account }) => account?.since,
  },
  {
    gate: 'account-linked',
    reason: 'account-not-linked',
    open: ({ link }) => link !== undefined,
    since: unlinked,
  },
  {
    gate: 'account-enabled',
    reason: 'account-disabled',
    open: ({ link }) => link?.enabled === true,
    since: (surroundings) => surroundings.link?.enabledSince ?? unlinked(surroundings),
  },
  {
    gate: 'network-policy',
    reason: 'x-contract-missing',
    // Of an unknown account G1 already lets nothing out; its network cannot be judged.
    open: ({ account, link }) =>
      account === undefined || !isX(account.network) || link?.directApiContract === true,
    since: (surroundings) => {
      const { account, link } = surroundings;
      if (account === undefined || !isX(account.network)) return account?.since;
      return link?.contractSince ?? unlinked(surroundings);
    },
  },
  {
    gate: 'organization-active',
    reason: 'organization-not-authorised',
    open: ({ organization }) => organization?.active === true,
    since: (surroundings) => surroundings.organization?.activeSince ?? unlinked(surroundings),
  },
];

/** Whether G1 to G5 all let the conversation through. */
export function outerGatesOpen(surroundings: Surroundings): boolean {
  return OUTER_GATES.every((gate) => gate.open(surroundings));
}

/** G1 to G5 with their state. `began` stands in where nothing ever moved a gate: the conversation met it as it was. */
export function outerGates(surroundings: Surroundings, began: Since): readonly Gate[] {
  return OUTER_GATES.map(({ gate, reason, open, since }) => {
    const moved = since(surroundings) ?? began;
    return open(surroundings)
      ? { gate, open: true, since: moved }
      : { gate, open: false, reason, since: moved };
  });
}

/** The reasons of the shut ones among G1 to G5, in order. */
export function outerReasons(surroundings: Surroundings): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const gate of OUTER_GATES) if (!gate.open(surroundings)) reasons.push(gate.reason);
  return reasons;
}
