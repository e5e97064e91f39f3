import { Alert, Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import type { OrganizationConfiguration } from '@parley/contracts';
import { IconAlertCircle, IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, read } from '../api/client';
import { Problem } from '../api/problem';
import { notifyDone } from '../ui/notify';
import { ProblemAlert } from '../ui/problem-alert';
import { Section } from '../ui/section';
import { ChangeList } from './change-list';
import { differences } from './differences';
import { downloadText } from './download';
import { configurationPath, configurationQuery } from './queries';
import type { TaggedConfiguration } from './use-draft';

interface CodeTabProps {
  readonly organizationId: string;
  readonly base: TaggedConfiguration;
  readonly isUnsaved: boolean;
  readonly onSaved: (saved: TaggedConfiguration) => void;
}

const YAML = { 'content-type': 'application/yaml' };

/** The configuration as code: out to a file, and in from one, with what it changes shown before it is saved (A6). */
export function CodeTab(props: CodeTabProps) {
  return (
    <Stack>
      <Export organizationId={props.organizationId} />
      <Import {...props} />
    </Stack>
  );
}

function Export({ organizationId }: Pick<CodeTabProps, 'organizationId'>) {
  const { t } = useTranslation('configuration');
  const exporting = useMutation({
    mutationFn: () => read<string>(`${configurationPath(organizationId)}.yaml`),
    onSuccess: (text) => downloadText('parley-configuration.yaml', text, 'application/yaml'),
  });
  return (
    <Section title={t('code.export')} lead={t('code.exportLead')}>
      {exporting.error !== null && <ProblemAlert error={exporting.error} />}
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t('code.download')}
        </Button>
      </Group>
    </Section>
  );
}

function Import({ organizationId, base, isUnsaved, onSaved }: CodeTabProps) {
  const { t } = useTranslation('configuration');
  const client = useQueryClient();
  const [text, setText] = useState('');
  const path = `${configurationPath(organizationId)}.yaml`;
  const checking = useMutation({
    mutationFn: (yaml: string) => change<OrganizationConfiguration>('POST', `${path}/check`, yaml, YAML),
  });
  const saving = useMutation({
    mutationFn: async (yaml: string) => {
      await change('PUT', path, yaml, { ...YAML, ...(base.etag !== null && { 'if-match': base.etag }) });
      const { queryKey } = configurationQuery(organizationId);
      await client.invalidateQueries({ queryKey });
      return client.query(configurationQuery(organizationId));
    },
    onSuccess: (saved) => {
      onSaved(saved);
      write('');
      notifyDone(t('saved'));
    },
  });
  const write = (yaml: string) => {
    setText(yaml);
    checking.reset();
    saving.reset();
  };
  const error = saving.error ?? checking.error;
  return (
    <Section title={t('code.import')} lead={t('code.importLead')}>
      <Group>
        <FileButton
          accept=".yaml,.yml,application/yaml,text/yaml"
          onChange={(file) => void file?.text().then(write)}
          inputProps={{ 'aria-label': t('code.upload') }}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} {...props}>
              {t('code.upload')}
            </Button>
          )}
        </FileButton>
      </Group>
      <Textarea
        label={t('code.text')}
        description={t('code.textLead')}
        value={text}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      {error !== null && <YamlFaults error={error} />}
      {checking.data !== undefined && (
        <Alert color="blue" title={t('code.preview')} role="status">
          <ChangeList organizationId={organizationId} changes={differences(base.body, checking.data)} />
        </Alert>
      )}
      {isUnsaved && checking.data !== undefined && (
        <Text size="sm" fw={600}>
          {t('history.restoreUnsaved')}
        </Text>
      )}
      <Group>
        <Button
          variant={checking.data === undefined ? 'filled' : 'default'}
          disabled={text.trim() === ''}
          loading={checking.isPending}
          onClick={() => checking.mutate(text)}
        >
          {t('code.check')}
        </Button>
        {checking.data !== undefined && (
          <Button loading={saving.isPending} onClick={() => saving.mutate(text)}>
            {t('code.save')}
          </Button>
        )}
      </Group>
    </Section>
  );
}

/** What is wrong with the document, each with its line. */
function YamlFaults({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('configuration');
  if (!(error instanceof Problem) || error.faults.length === 0) return <ProblemAlert error={error} />;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={error.title} role="alert">
      <List size="sm">
        {error.faults.map(({ line, pointer, detail }) => (
          <List.Item key={`${pointer} ${detail}`} className="breakable">
            {line !== undefined && `${t('code.line', { line })} `}
            {pointer !== '' && <code>{pointer}</code>} {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
