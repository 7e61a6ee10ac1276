package io.betintel.ev.feed.oddsapi;

/** The Odds API does not answer a question; the message never has the key. */
public final class OddsApiException extends Exception {
  private final boolean last;

  /**
   * @param last whether every further question would end so too
   */
  OddsApiException(String message, boolean last) {
    super(message);
    this.last = last;
  }

  /** Whether asking on is pointless until a person has done something. */
  public boolean isLast() {
    return last;
  }
}
