/** Something that happens to a ticket by itself when the account's clock gets there. */
export interface DueTask {
  readonly kind: 'default-priority' | 'close-solved' | 'archive';
  readonly ticketId: number;
  /** When it is due, in milliseconds since 1970. */
  readonly at: number;
  /** The moment it was planned from; it is void when the ticket has left that state since. */
  readonly since: number;
}

/** Adds a task to a list that is a binary heap with the earliest task first. */
export function pushDueTask(heap: DueTask[], task: DueTask): void {
  heap.push(task);
  let index = heap.length - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (at(heap, parent) <= at(heap, index)) return;
    swap(heap, parent, index);
    index = parent;
  }
}

/** Takes the earliest task when it is due, else nothing. */
export function popDueTask(heap: DueTask[], nowMs: number): DueTask | undefined {
  const first = heap[0];
  if (first === undefined || first.at > nowMs) return undefined;
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function sink(heap: DueTask[]): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const smaller = at(heap, left + 1) < at(heap, left) ? left + 1 : left;
    if (at(heap, smaller) >= at(heap, index)) return;
    swap(heap, smaller, index);
    index = smaller;
  }
}

function at(heap: readonly DueTask[], index: number): number {
  return heap[index]?.at ?? Number.POSITIVE_INFINITY;
}

function swap(heap: DueTask[], one: number, other: number): void {
  const first = heap[one];
  const second = heap[other];
  if (first === undefined || second === undefined) return;
  heap[one] = second;
  heap[other] = first;
}
