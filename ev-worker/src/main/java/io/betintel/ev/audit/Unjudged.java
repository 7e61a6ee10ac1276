package io.betintel.ev.audit;

import java.util.Locale;

/** Why something was not judged. */
public enum Unjudged {
  /** It moved while the audit looked, or a sink has not reached it. */
  IN_FLIGHT,
  /** The record that would explain it is no longer in the topic, or before {@code --since}. */
  BEFORE_THE_START,
  /** The lines' topic has lost records, and may have had the line's. */
  LINES_GONE,
  /** Its bet type is switched off, unknown, being renamed, or was enabled since. */
  NOT_SERVED,
  /** Its event is over: workers and stores may have forgotten it. */
  EVENT_OVER,
  /** The line was published without its offers: too large, or pricing it failed. */
  WITHOUT_OFFERS,
  /** A sink set the line aside as a dead letter. */
  REFUSED,
  /** Which of a bookmaker's snapshots counts depends on what no topic keeps. */
  UNCERTAIN;

  /** Such as {@code in_flight}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
