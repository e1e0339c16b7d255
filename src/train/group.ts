/**
 * Ranks that train together: each runs the same program on its own batches, gradients are summed over all. One rank alone, or
 * threads of this process over shared memory. Sums run in the order of ranks, so that a run repeats bit for bit.
 */

export interface Group {
  readonly rank: number;
  readonly size: number;
  /** Replaces `values` by the sum over all ranks. */
  allReduce(values: Float32Array): void;
  /** Waits until every rank is here. */
  barrier(): void;
}

export const ALONE: Group = { rank: 0, size: 1, allReduce: () => {}, barrier: () => {} };

/** What each rank has, on all ranks, in their order; of any JSON. As bytes in sums, each rank's in a place of its own. */
export function gather<T>(group: Group, value: T): T[] {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  // Lengths in two parts, since a float counts exactly to 2^24 only.
  const lengths = new Float32Array(2 * group.size);
  lengths[2 * group.rank] = bytes.length >> 12;
  lengths[2 * group.rank + 1] = bytes.length & 4095;
  group.allReduce(lengths);
  const length = (rank: number) => lengths[2 * rank] * 4096 + lengths[2 * rank + 1];
  const starts = [0];
  for (let rank = 0; rank < group.size; rank++) starts.push(starts[rank] + length(rank));
  const all = new Float32Array(starts[group.size]);
  all.set(bytes, starts[group.rank]);
  group.allReduce(all);
  return Array.from({ length: group.size }, (_, rank) =>
    JSON.parse(new TextDecoder().decode(Uint8Array.from(all.subarray(starts[rank], starts[rank + 1])))),
  );
}

/** What threads share: made once by the parent, handed to each. */
export interface SharedGroupMemory {
  size: number;
  /** [arrived, generation, aborted] */
  control: SharedArrayBuffer;
  /** One slot of `capacity` floats a rank. */
  slots: SharedArrayBuffer;
  capacity: number;
}

/** Memory for `size` threads that sum at most `capacity` floats at a time. */
export function sharedGroupMemory(size: number, capacity: number): SharedGroupMemory {
  return {
    size,
    capacity,
    control: new SharedArrayBuffer(3 * 4),
    slots: new SharedArrayBuffer(size * capacity * 4),
  };
}

/** Another rank has failed; this one stops too. */
export class GroupAborted extends TypeError {
  readonly code = "aborted";
  constructor() {
    super("another rank of the training group has failed");
    this.name = "GroupAborted";
  }
}

/** Lets all ranks that wait at a barrier fail, so that none waits for ever for a dead one. */
export function abortGroup(memory: SharedGroupMemory): void {
  const control = new Int32Array(memory.control);
  Atomics.store(control, 2, 1);
  Atomics.add(control, 1, 1);
  Atomics.notify(control, 1);
}

/** The group as seen by thread `rank`. Blocks its thread: not for the main thread. */
export function threadGroup(memory: SharedGroupMemory, rank: number): Group {
  const { size, capacity } = memory;
  // Two copies of the gradient an update that nothing is added to.
  if (size === 1) return ALONE;
  const control = new Int32Array(memory.control);
  const slots = Array.from({ length: size }, (_, i) => new Float32Array(memory.slots, i * capacity * 4, capacity));
  const barrier = () => {
    const generation = Atomics.load(control, 1);
    if (Atomics.add(control, 0, 1) === size - 1) {
      Atomics.store(control, 0, 0);
      Atomics.add(control, 1, 1);
      Atomics.notify(control, 1);
    } else {
      // Who comes after the abort finds no one who would move the generation on.
      const waits = () => Atomics.load(control, 1) === generation && Atomics.load(control, 2) === 0;
      while (waits()) Atomics.wait(control, 1, generation, 1000);
    }
    if (Atomics.load(control, 2) !== 0) throw new GroupAborted();
  };
  return {
    rank,
    size,
    barrier,
    allReduce(values) {
      for (let start = 0; start < values.length; start += capacity) {
        const part = values.subarray(start, Math.min(values.length, start + capacity));
        slots[rank].set(part);
        barrier();
        part.set(slots[0].subarray(0, part.length));
        for (let other = 1; other < size; other++) {
          const slot = slots[other];
          for (let i = 0; i < part.length; i++) part[i] += slot[i];
        }
        barrier();
      }
    },
  };
}
