import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

interface FilterTextProps {
  readonly label: string;
  /** What the address says. */
  readonly value: string | undefined;
  /** Told when typing pauses; undefined when the field was emptied. */
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** What may be typed at all, where not everything may. */
  readonly pattern?: RegExp;
  readonly inputMode?: 'numeric' | 'text';
}

const TYPING_MS = 300;

/** A text that narrows a list while it is typed. */
export function FilterText({ label, value, onChange, pattern, ...rest }: FilterTextProps) {
  const [text, setText] = useState(value ?? '');
  const told = useDebouncedCallback((typed: string) => onChange(typed === '' ? undefined : typed), TYPING_MS);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The address changed by itself, for example by going back.
    setKnown(value);
    if ((value ?? '') !== text.trim()) setText(value ?? '');
  }
  useEffect(() => () => told.cancel(), [told]);
  return (
    <TextInput
      label={label}
      value={text}
      onChange={({ currentTarget }) => {
        if (pattern !== undefined && !pattern.test(currentTarget.value)) return;
        setText(currentTarget.value);
        told(currentTarget.value.trim());
      }}
      {...rest}
    />
  );
}
