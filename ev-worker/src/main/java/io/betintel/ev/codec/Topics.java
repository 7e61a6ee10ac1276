package io.betintel.ev.codec;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * The names of one installation's topics.
 *
 * @param prefix empty for the live topics; such as {@code replay.} for a historical replay, which
 *     never shares a topic with live odds
 */
public record Topics(String prefix) {
  /** The registry's subject for odds events, whatever the prefix. */
  public static final String ODDS_EVENTS_SUBJECT = "odds.events-value";

  /** The registry's subject for priced lines, whatever the prefix. */
  public static final String LINES_SUBJECT = "ev.lines-value";

  static final Setting<String> PREFIX =
      new Setting<>(
          "EV_TOPIC_PREFIX",
          "empty, or lower-case letters, digits and dots that end in a dot",
          "",
          "Prefix of every topic's name: a historical replay has topics of its own.",
          false,
          text -> {
            if (!text.matches("([a-z0-9]+\\.)*")) {
              throw new IllegalArgumentException("not a prefix");
            }
            return text;
          });

  public static List<Setting<?>> settings() {
    return List.of(PREFIX);
  }

  public static Topics from(Settings settings) {
    return new Topics(settings.get(PREFIX));
  }

  /** Odds events from the producers. */
  public String oddsEvents() {
    return prefix + "odds.events";
  }

  /** Events of a bet type that is unknown or disabled. */
  public String parked() {
    return prefix + "odds.parked";
  }

  /** Events whose schema the registry does not know yet. */
  public String quarantine() {
    return prefix + "odds.quarantine";
  }

  /** Broken records, byte for byte. */
  public String deadLetters() {
    return prefix + "odds.dead-letter";
  }

  /** Priced lines, compacted. */
  public String lines() {
    return prefix + "ev.lines";
  }

  /** Whether these are a historical replay's topics, which keep records for ever. */
  public boolean replay() {
    return !prefix.isEmpty();
  }
}
