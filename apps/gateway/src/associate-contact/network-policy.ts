import { Inject } from '@nestjs/common';
import { isX } from '@parley/contracts';
import type { CustomerWorkplace } from '@parley/contracts';
import { ProblemError } from '../http-edge/problem';
import { appears } from '../read-model/appears';
import { CONTACT_NETWORKS } from './contact-networks';
import type { ContactAccount, ContactNetworks } from './contact-networks';

/** How long an account that the platform has only just told of may take to arrive in the directory, in milliseconds. */
const DIRECTORY_WITHIN_MS = 500;

/** G4: for a contact on X without a direct API contract nobody looks for a customer, makes one, or associates one. */
export class NetworkPolicy {
  constructor(@Inject(CONTACT_NETWORKS) private readonly networks: ContactNetworks) {}

  /** Throws `x-contract-missing` or `account-unknown`. Where neither contact nor account is named, there is nothing to go by. */
  async assertAllowed({ contactId, accountId }: CustomerWorkplace): Promise<void> {
    if (accountId !== undefined) await this.assertAccount(accountId);
    if (contactId !== undefined) await this.assertContact(contactId);
  }

  /** X without a contract: refused. A contact that nobody has heard of yet is left to trigger-evaluator's own gate. */
  private async assertContact(contactId: string): Promise<void> {
    const barred = (await this.networks.accountsOf(contactId)).find(isBarred);
    if (barred === undefined) return;
    throw new ProblemError(
      'x-contract-missing',
      `This contact writes on X through account ${barred.accountId}, which has no direct API contract marked.`,
    );
  }

  /** An account without a network could be one of X, so it is refused too. */
  private async assertAccount(accountId: string): Promise<void> {
    const account = await appears(
      () => this.networks.account(accountId),
      (found) => found !== undefined,
      DIRECTORY_WITHIN_MS,
    );
    if (account === undefined)
      throw new ProblemError('account-unknown', 'Nobody can tell whether this account is one of X.');
    if (isBarred(account))
      throw new ProblemError('x-contract-missing', 'This account of X has no direct API contract marked.');
  }
}

function isBarred({ network, directApiContract }: ContactAccount): boolean {
  return network !== null && isX(network) && !directApiContract;
}
