package io.trivet.storage.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The claimed end of the log, and how much of it is complete.
///
/// Producers claim ranges with one atomic add and fill them in any order. A range is complete when
/// its bytes lie in the ring (or in the bypass); the log is published up to the first byte that is
/// not. This class finds that byte without marking the ring, so the ring is never zeroed.
///
/// Threads: any.
final class Publication {

  /*
   * Idea. Every producer owns a cell. Before it claims, it stores a lower bound of its claim there;
   * after its bytes are in place it stores NONE. The published sequence is the minimum of the tail and
   * of all cells, the tail being read first.
   *
   *   producer                              observer
   *   p1  cell := tail                      o1  published := tail
   *   p2  start := tail, tail += length     o2  for each cell: published := min(published, cell)
   *   p3  fill [start, start + length)
   *   p4  cell := NONE
   *
   * Why all bytes below the result are in place. Take a range that begins below the result. It begins
   * below the tail the observer read, so its p2 comes before o1 in the order of the tail's values, and
   * with it its p1 (p2 is a release, o1 an acquire, and the additions in between pass it on). So o2
   * sees the cell as p1 left it or later. If it sees the value of p1, that is at most start, because
   * the tail only grows: then the result is at most start, against the assumption. If it sees a later
   * value, it acquired p4 of this range or something the same thread did afterwards, so p3 is visible.
   *
   * A producer registers before its first claim, and the array of cells is read after the tail, so no
   * claim below the tail belongs to a cell the observer does not see. A cell is taken off only while it
   * is NONE, that is with all its ranges complete.
   *
   * Results are lower bounds and may fall back between two calls (a producer stores an old tail, then
   * sleeps); whoever keeps the result keeps the maximum.
   *
   * Why not mark each frame in the ring as complete: that needs the ring zeroed ahead of the tail, one
   * more pass over all memory; and the mark of a frame is a second cache line the writer must visit.
   */

  private static final long NONE = Long.MAX_VALUE;
  private static final int PAD = 16; // longs: two cache lines, for the prefetcher takes pairs
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] tail = new long[2 * PAD + 1];
  private volatile Cell[] cells = {};

  Publication(long start) {
    LONGS.setVolatile(tail, PAD, start);
  }

  /// One producer's place; confined to it but for the observer's reads.
  static final class Cell {
    private final long[] bound = new long[2 * PAD + 1];

    private Cell() {
      LONGS.setVolatile(bound, PAD, NONE);
    }

    private long acquire() {
      return (long) LONGS.getAcquire(bound, PAD);
    }
  }

  synchronized Cell register() {
    Cell cell = new Cell();
    Cell[] grown = Arrays.copyOf(cells, cells.length + 1);
    grown[cells.length] = cell;
    cells = grown;
    return cell;
  }

  synchronized void unregister(Cell cell) {
    cells = Arrays.stream(cells).filter(other -> other != cell).toArray(Cell[]::new);
  }

  int registered() {
    return cells.length;
  }

  /// Claims `bytes` bytes; returns their start. Followed by [#complete] on the same thread.
  long claim(Cell cell, int bytes) {
    LONGS.setRelease(cell.bound, PAD, tail());
    long start = (long) LONGS.getAndAdd(tail, PAD, (long) bytes);
    // A reader of the ring copies first and looks at the tail afterwards: it must not see the bytes
    // of this claim before the claim.
    VarHandle.storeStoreFence();
    return start;
  }

  /// [#claim] for a producer that must be the only one: it claims the bytes from `start` on, or
  /// nothing and returns false, because somebody else has claimed something.
  boolean claimAt(Cell cell, long start, int bytes) {
    LONGS.setRelease(cell.bound, PAD, start);
    boolean isAlone = LONGS.compareAndSet(tail, PAD, start, start + bytes);
    VarHandle.storeStoreFence();
    if (!isAlone) {
      complete(cell);
    }
    return isAlone;
  }

  /// The claimed bytes are in place.
  void complete(Cell cell) {
    LONGS.setRelease(cell.bound, PAD, NONE);
  }

  /// Sets the end back, of everything; nobody claims or looks meanwhile.
  void restartAt(long sequence) {
    LONGS.setVolatile(tail, PAD, sequence);
  }

  /// The end of what is claimed.
  long tail() {
    return (long) LONGS.getVolatile(tail, PAD);
  }

  /// A sequence below which every byte is in place, visible to the caller.
  long published() {
    long lowest = tail();
    for (Cell cell : cells) {
      lowest = Math.min(lowest, cell.acquire());
    }
    return lowest;
  }
}
