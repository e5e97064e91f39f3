import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  /** One sentence on what it is for. */
  readonly lead?: ReactNode;
  /** What can be done with it; stands at the right. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its heading. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const heading = useId();
  return (
    <Paper component="section" aria-labelledby={heading} withBorder p={{ base: 'sm', sm: 'md' }}>
      <Stack gap="md">
        <Stack gap={2}>
          <Group justify="space-between" align="flex-start">
            <Title order={2} size="h4" id={heading}>
              {title}
            </Title>
            {actions}
          </Group>
          {lead !== undefined && (
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
          )}
        </Stack>
        {children}
      </Stack>
    </Paper>
  );
}
