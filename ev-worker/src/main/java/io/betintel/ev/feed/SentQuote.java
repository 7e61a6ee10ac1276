package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What was last sent of one market and bookmaker.
 *
 * @param lastUpdate as it was sent
 * @param stated the source's own last update, which may be earlier
 * @param content a checksum of all but the times
 * @param suspended whether it was a suspension
 * @param asked the {@link Coverage#asked} of the last whole answer that had it; null before the
 *     first
 * @param missing how many whole answers since then lack it
 * @param missingSince when the first of them was observed; null if none does
 */
record SentQuote(
    Instant lastUpdate,
    Instant stated,
    long content,
    SportingEvent event,
    boolean suspended,
    String asked,
    int missing,
    Instant missingSince) {

  /**
   * @param snapshot as it was sent
   * @param stated the source's own last update
   */
  static SentQuote of(MarketSnapshot snapshot, Instant stated, String asked) {
    return new SentQuote(
        snapshot.lastUpdate(),
        stated,
        content(snapshot),
        snapshot.event(),
        snapshot.isSuspension(),
        asked,
        0,
        null);
  }

  /** Whether the source says something later than this, or something else of the same time. */
  boolean isBefore(MarketSnapshot snapshot) {
    return snapshot.lastUpdate().isAfter(stated)
        || (snapshot.lastUpdate().equals(stated) && content(snapshot) != content);
  }

  /** A whole answer has it, or says enough of it. */
  SentQuote present(String by) {
    return new SentQuote(lastUpdate, stated, content, event, suspended, by, 0, null);
  }

  SentQuote missingAgain(Instant now) {
    return new SentQuote(
        lastUpdate,
        stated,
        content,
        event,
        suspended,
        asked,
        missing + 1,
        missingSince == null ? now : missingSince);
  }

  /**
   * The end of this quote, and of no later one: another producer may have sent a newer quote of the
   * bookmaker.
   */
  MarketSnapshot suspension(QuoteKey key, Instant observedAt) {
    return new MarketSnapshot(
        event,
        key.market().betType(),
        key.bookmaker(),
        List.of(),
        lastUpdate.plusMillis(1),
        observedAt,
        null);
  }

  void write(ObjectNode row) {
    row.put("sent", lastUpdate.toEpochMilli())
        .put("stated", stated.toEpochMilli())
        .put("content", content)
        .put("sport", event.sportKey())
        .put("start", event.commenceTime().toEpochMilli())
        .put("home", event.homeTeam())
        .put("away", event.awayTeam())
        .put("suspended", suspended)
        .put("asked", asked)
        .put("missing", missing);
    if (missingSince != null) {
      row.put("missing_since", missingSince.toEpochMilli());
    }
  }

  /**
   * @throws RuntimeException if the row is not one that {@link #write} wrote
   */
  static SentQuote read(QuoteKey key, JsonNode row) {
    return new SentQuote(
        time(row, "sent"),
        time(row, "stated"),
        row.required("content").longValue(),
        new SportingEvent(
            key.market().eventId(),
            text(row, "sport"),
            time(row, "start"),
            text(row, "home"),
            text(row, "away")),
        row.required("suspended").booleanValue(),
        text(row, "asked"),
        row.required("missing").intValue(),
        row.has("missing_since") ? time(row, "missing_since") : null);
  }

  private static Instant time(JsonNode row, String name) {
    return Instant.ofEpochMilli(row.required(name).longValue());
  }

  private static String text(JsonNode row, String name) {
    return row.required(name).textValue();
  }

  private static long content(MarketSnapshot snapshot) {
    CRC32 crc = new CRC32();
    crc.update(
        (snapshot.event() + "" + snapshot.outcomes() + snapshot.link())
            .getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
