package io.betintel.ev.codec;

import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;

/**
 * The five fields of an event, which follow each other in odds events and in priced lines: id,
 * sport, start, home and away. A known event is one object, whoever quotes it. For one thread.
 */
final class KnownEvents {
  private static final int EVENTS = 1024;

  private final Interned<SportingEvent> events = new Interned<>(EVENTS);
  private final Interned<String> names;

  /**
   * @param names for the teams, which outcomes name too
   */
  KnownEvents(Interned<String> names) {
    this.names = names;
  }

  /**
   * @param bytes those that {@code in} reads
   * @throws io.betintel.ev.odds.InvalidOddsException if a field is outside the contract
   */
  SportingEvent read(AvroInput in, byte[] bytes) {
    int start = in.position();
    in.skipText();
    in.skipText();
    in.readLong();
    in.skipOptionalText();
    in.skipOptionalText();
    int end = in.position();
    SportingEvent known = events.find(bytes, start, end);
    if (known == null) {
      in.backTo(start);
      String id = in.readText();
      String sportKey = in.readText();
      Instant commenceTime = in.readTime();
      String home = in.readOptionalText(names);
      known = new SportingEvent(id, sportKey, commenceTime, home, in.readOptionalText(names));
      events.put(bytes, start, end, known);
    }
    return known;
  }
}
