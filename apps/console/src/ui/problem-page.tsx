import { Center, Container } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemAlert } from './problem-alert';

/** In place of a page that could not be shown at all. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  return (
    <Center component="main" mih="50dvh">
      <Container>
        <ProblemAlert error={error} onRetry={reset} />
      </Container>
    </Center>
  );
}
