import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

interface VirtualRowsProps {
  readonly count: number;
  /** Key of a row, which stays the same while rows move. */
  readonly keyOf: (index: number) => string;
  /** The cells of a row. */
  readonly render: (index: number) => ReactNode;
  /** About how high a row is, in px; what is shown is measured. */
  readonly estimate: number;
  readonly className?: string | undefined;
  /** Called when the end comes near. */
  readonly onEnd: () => void;
}

/** Rows beyond the visible ones that are there, so that Tab finds the next one. */
const OVERSCAN = 8;
/** Frames that a row which is scrolled to may take to appear. */
const FRAMES = 20;

/**
 * The rows of a table of any length: only those near the window exist. The page itself scrolls. Arrow keys, Home and End go from the
 * first link of a row to that of another.
 */
export function VirtualRows({ count, keyOf, render, estimate, className, onEnd }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setScrollMargin(topOf(box.current));
    measure();
    // What stands above may grow, for example when filters wrap.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollMargin,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= count - 1 - OVERSCAN) onEnd();
  }, [last, count, onEnd]);

  const go = useCallback(
    (index: number) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
      focusRow(box.current, index, FRAMES);
    },
    [virtualizer],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const target = row && targetOf(event.key, Number(row.getAttribute('data-index')), count);
    if (target === null || target === undefined) return;
    event.preventDefault();
    go(target);
  };

  return (
    <div
      ref={box}
      role="rowgroup"
      onKeyDown={onKeyDown}
      style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
    >
      {rows.map(({ key, index, start }) => (
        <div
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          role="row"
          aria-rowindex={index + 2}
          className={className}
          style={{ position: 'absolute', insetInline: 0, transform: `translateY(${start - scrollMargin}px)` }}
        >
          {render(index)}
        </div>
      ))}
    </div>
  );
}

function targetOf(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function topOf(element: HTMLElement | null): number {
  return element === null ? 0 : element.getBoundingClientRect().top + window.scrollY;
}

function focusRow(box: HTMLElement | null, index: number, frames: number): void {
  const link = box?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  if (link) link.focus();
  else if (frames > 0) requestAnimationFrame(() => focusRow(box, index, frames - 1));
}
