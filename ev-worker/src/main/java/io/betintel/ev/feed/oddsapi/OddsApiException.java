package io.betintel.ev.feed.oddsapi;

/** The Odds API does not answer a question; the message never has the key. */
public final class OddsApiException extends Exception {
  private final boolean last;

  /**
   * @param last whether every further question would fail too
   */
  OddsApiException(String message, boolean last) {
    super(message);
    this.last = last;
  }

  /** Whether asking again is pointless until a person acts. */
  public boolean isLast() {
    return last;
  }
}
