import type { ChangeAccount } from '@parley/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { change } from '../api/client';
import { accountPath, type LinkedAccount, linkedAccountsQuery } from './queries';

interface Options {
  readonly organizationId: string;
  readonly accountId: string;
  readonly onDone: () => void;
}

/** Changes a linked account, and shows it as it is then. */
export function useAccountChange({ organizationId, accountId, onDone }: Options) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeAccount) =>
      change<LinkedAccount>('PATCH', accountPath(organizationId, accountId), body),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: linkedAccountsQuery(organizationId).queryKey });
    },
  });
}
