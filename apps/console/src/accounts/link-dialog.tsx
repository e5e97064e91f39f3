import { Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../api/client';
import { organizationPath, organizationsQuery } from '../organizations/queries';
import { Dialog } from '../ui/dialog';
import { Loaded } from '../ui/loaded';
import { notifyDone } from '../ui/notify';
import { ProblemAlert } from '../ui/problem-alert';
import { linkChoices, type LinkChoice } from './link-choices';
import { directoryAccountsQuery, linkedAccountsQuery } from './queries';

/** From how many accounts on they can be looked for. */
const MANY = 8;

interface LinkDialogProps {
  readonly organizationId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Links accounts of the platform to an organization, several at once (A3). */
export function LinkDialog({ organizationId, opened, onClose }: LinkDialogProps) {
  const { t } = useTranslation(['accounts', 'common']);
  const client = useQueryClient();
  const directory = useQuery(directoryAccountsQuery);
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const linking = useMutation({
    mutationFn: (accountIds: readonly string[]) =>
      change('POST', `${organizationPath(organizationId)}/accounts`, { accountIds }),
    onSuccess: async (_, accountIds) => {
      notifyDone(t('linked', { count: accountIds.length }));
      setChosen([]);
      onClose();
      await client.invalidateQueries({ queryKey: linkedAccountsQuery(organizationId).queryKey });
    },
    // Refused or not, what is linked where has become known anew.
    onSettled: () => client.invalidateQueries({ queryKey: directoryAccountsQuery.queryKey }),
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t('link')}>
      <Stack>
        <Text size="sm">{t('linkLead')}</Text>
        <Loaded query={directory}>
          {(accounts) => (
            <>
              {accounts.length === 0 && <Text size="sm">{t('directoryEmpty')}</Text>}
              {accounts.length > MANY && (
                <TextInput
                  label={t('find')}
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={wanted}
                  onChange={({ currentTarget }) => setWanted(currentTarget.value)}
                />
              )}
              <Checkbox.Group label={t('choose')} value={[...chosen]} onChange={(ids) => setChosen(ids)}>
                <ScrollArea.Autosize mah="45dvh" mt="xs" viewportProps={{ tabIndex: 0 }}>
                  <Stack gap="sm">
                    {linkChoices(accounts, organizationId, wanted).map((choice) => (
                      <Choice key={choice.account.id} choice={choice} />
                    ))}
                  </Stack>
                </ScrollArea.Autosize>
              </Checkbox.Group>
            </>
          )}
        </Loaded>
        {linking.error !== null && <ProblemAlert error={linking.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            disabled={chosen.length === 0}
            loading={linking.isPending}
            onClick={() => linking.mutate(chosen)}
          >
            {t('linkButton', { count: chosen.length })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Choice({ choice }: { readonly choice: LinkChoice }) {
  const { t } = useTranslation('accounts');
  const { data: organizations } = useQuery(organizationsQuery);
  const { account, taken } = choice;
  const owner = organizations?.find(({ id }) => id === account.organizationId)?.name ?? '';
  const why = {
    here: t('takenHere'),
    elsewhere: t('takenElsewhere', { organization: owner }),
  };
  return (
    <Checkbox
      value={account.id}
      disabled={taken !== null}
      label={`${account.name} · ${account.networkLabel}`}
      description={taken === null ? account.id : why[taken]}
    />
  );
}
