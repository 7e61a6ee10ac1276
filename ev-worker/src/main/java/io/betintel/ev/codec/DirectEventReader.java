package io.betintel.ev.codec;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Reads odds events whose bytes are those of our schema, straight to snapshots. Events, bookmakers
 * and names repeat, and are the same objects each time. For one thread.
 *
 * <p>It has no words for what is wrong: what it does not take, Avro's reader and the contract read
 * again, and say so. {@code DirectEventReaderTest} compares the two.
 */
final class DirectEventReader {
  private static final int NAMES = 2048;
  private static final int BOOKMAKERS = 256;

  /** More outcomes than this are unusual. */
  private static final int MOST_ITEMS = 5_000;

  private final OddsEventContract contract;
  private final AvroInput in = new AvroInput(MOST_ITEMS, true);
  private final Interned<String> names = new Interned<>(NAMES);
  private final KnownEvents events = new KnownEvents(names);
  private final Interned<Bookmaker> bookmakers = new Interned<>(BOOKMAKERS);

  DirectEventReader(OddsEventContract contract) {
    this.contract = contract;
  }

  /**
   * @param start where the value begins, behind the schema's id
   * @return null if the record is broken or unusual
   */
  MarketSnapshot read(byte[] key, byte[] value, int start, EventLayout layout, Instant observedAt) {
    in.begin(value, start);
    try {
      SportingEvent event = events.read(in, value);
      Bookmaker bookmaker = in.read(bookmakers, Bookmaker::new);
      BetType betType = layout.betType(in.readPlace(layout.betTypes() - 1), key);
      List<Outcome> outcomes = outcomes();
      Instant lastUpdate = in.readTime();
      String link = in.readOptionalText();
      return betType != null && in.isEnd()
          ? contract.snapshot(event, betType, bookmaker, outcomes, lastUpdate, observedAt, link)
          : null;
    } catch (AvroInput.UnusualException | InvalidOddsException | BrokenRecordException e) {
      return null;
    }
  }

  private List<Outcome> outcomes() {
    int count = in.beginArray();
    Outcome[] outcomes = new Outcome[count];
    for (int i = 0; i < count; i++) {
      outcomes[i] =
          new Outcome(
              in.readText(names),
              in.readOptionalText(names),
              in.readOptionalDouble(),
              in.readDouble(),
              in.readOptionalText(),
              in.readOptionalDouble());
    }
    in.endArray(count);
    return Arrays.asList(outcomes);
  }
}
