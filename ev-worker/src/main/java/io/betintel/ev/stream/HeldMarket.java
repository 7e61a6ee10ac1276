package io.betintel.ev.stream;

/** An open market, the bytes of heap that are counted for it, and the turn of its last use. */
final class HeldMarket {
  /**
   * A book's snapshots and lines take 1.7 to 2.5 times what their entries take in the store,
   * measured by SnapshotSize; what is known of published lines takes the rest.
   */
  private static final int HEAP_PER_BYTE = 4;

  private static final int HEAP_PER_MARKET = 1_000;

  private final OpenMarket market;
  private long bytes;
  private long usedIn;

  /** What it takes is counted from the first {@link #resize}. */
  HeldMarket(OpenMarket market, long turn) {
    this.market = market;
    this.usedIn = turn;
  }

  OpenMarket market() {
    return market;
  }

  long bytes() {
    return bytes;
  }

  /** Counts again what the market takes, and returns how much more it is. */
  long resize() {
    long before = bytes;
    bytes = HEAP_PER_BYTE * market.book().bytes() + HEAP_PER_MARKET;
    return bytes - before;
  }

  void use(long turn) {
    usedIn = turn;
  }

  long usedIn() {
    return usedIn;
  }
}
