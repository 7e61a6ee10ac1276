package io.betintel.ev.audit;

/**
 * How much memory the lines and quotes of one slice may take, by an estimate of each: a slice that
 * takes more is split. For one thread.
 */
final class Budget {
  /** Of a line: the strings of its ids, its record, and its places in two maps. */
  private static final int LINE = 500;

  /** In the line, in a row and in the list of rows that were found. */
  private static final int OUTCOME = 300;

  /** Of a bookmaker in a line or a market. */
  private static final int OFFER = 40;

  /** Of a quote beside its content. */
  private static final int QUOTE = 150;

  private final long bytes;
  private long taken;

  Budget(long bytes) {
    this.bytes = bytes;
  }

  /** The slice has more than fits. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @throws ExceededException if it does not fit
   */
  void line(int outcomes, int bookmakers) {
    take(LINE + (long) OUTCOME * outcomes + (long) OFFER * bookmakers);
  }

  /**
   * @throws ExceededException if it does not fit
   */
  void quote(int content) {
    take(QUOTE + (long) content);
  }

  private void take(long more) {
    taken += more;
    if (taken > bytes) {
      throw new ExceededException();
    }
  }
}
