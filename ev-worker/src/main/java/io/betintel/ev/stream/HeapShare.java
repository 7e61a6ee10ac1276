package io.betintel.ev.stream;

import io.betintel.ev.ops.Limit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all tasks of a process take of its heap for one purpose, and the most that it may be, in
 * bytes. Safe for several threads.
 */
final class HeapShare {
  /** A store's entry beside the bytes of its value: the value's array, and its places. */
  static final int ENTRY_BYTES = 32;

  private final Limit limit;
  private final AtomicLong used = new AtomicLong();

  HeapShare(Limit limit) {
    this.limit = limit;
  }

  /** So many bytes more, or fewer. */
  void add(long bytes) {
    used.addAndGet(bytes);
  }

  boolean hasRoom() {
    return limit.allows(used.get());
  }

  /**
   * Whether what is there may grow by so many bytes: up to a quarter beyond the limit, so that what
   * is known goes on when nothing is added any more.
   */
  boolean mayGrow(long more) {
    long then = used.get() + more;
    return then <= limit.most() / 4 * 5 || limit.allows(then);
  }

  long used() {
    return used.get();
  }

  long most() {
    return limit.most();
  }
}
