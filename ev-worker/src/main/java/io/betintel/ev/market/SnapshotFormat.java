package io.betintel.ev.market;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A snapshot as bytes, for the store and its changelog, and to compare snapshots. The event's id,
 * the bet type and the bookmaker are in the entry's key, not here.
 *
 * <p>Format 2: the byte 2; last update and observed at, each 8 bytes of epoch milliseconds; then
 * the content. Texts are a varint of their UTF-8 length plus one (0 is null) and the bytes;
 * optional doubles are a byte 0 or 1 and, with 1, 8 bytes; outcomes are sorted, so that their order
 * in the event has no meaning. A change of the format, of an entry or of its key, needs a new
 * format byte and a new application id. Format 1 had the same bytes under a key that began with the
 * bet type.
 */
public final class SnapshotFormat {
  /** The first byte of every entry of the store. */
  public static final byte FORMAT = 2;

  private static final int LAST_UPDATE = 1;
  private static final int OBSERVED_AT = LAST_UPDATE + Long.BYTES;
  private static final int CONTENT = OBSERVED_AT + Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** An outcome's price, and a byte for each of its other parts. */
  private static final int LEAST_OUTCOME = Double.BYTES + 5;

  /** What a snapshot mostly takes beside its outcomes, and each of them. */
  private static final int USUAL = 128;

  private static final int USUAL_OUTCOME = 40;

  /** So that the order in the event has no meaning. */
  static final Comparator<Outcome> CANONICAL = SnapshotFormat::compare;

  private SnapshotFormat() {}

  public static byte[] encode(MarketSnapshot snapshot) {
    List<Outcome> outcomes = canonical(snapshot.outcomes());
    ByteWriter out = new ByteWriter(USUAL + outcomes.size() * USUAL_OUTCOME);
    out.writeByte(FORMAT);
    out.writeLong(snapshot.lastUpdate().toEpochMilli());
    out.writeLong(snapshot.observedAt().toEpochMilli());
    SportingEvent event = snapshot.event();
    out.writeText(event.sportKey());
    out.writeLong(event.commenceTime().toEpochMilli());
    out.writeText(event.homeTeam());
    out.writeText(event.awayTeam());
    out.writeText(snapshot.link());
    out.writeVarint(outcomes.size());
    for (Outcome outcome : outcomes) {
      out.writeText(outcome.name());
      out.writeText(outcome.description());
      out.writeOptional(outcome.point());
      out.writeDouble(outcome.price());
      out.writeText(outcome.link());
      out.writeOptional(outcome.betLimit());
    }
    return out.toByteArray();
  }

  /**
   * @throws IllegalStateException if the bytes are of another format: the store belongs to another
   *     application id
   */
  public static MarketSnapshot decode(
      String eventId, BetType betType, Bookmaker bookmaker, byte[] entry) {
    return decode(eventId, betType, bookmaker, entry, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param known gives for a text an equal one that is kept already; it is called with null too
   */
  static MarketSnapshot decode(
      String eventId,
      BetType betType,
      Bookmaker bookmaker,
      byte[] entry,
      UnaryOperator<String> known) {
    ByteReader in = new ByteReader(ByteBuffer.wrap(entry));
    requireFormat(in.readByte());
    Instant lastUpdate = Instant.ofEpochMilli(in.readLong());
    Instant observedAt = Instant.ofEpochMilli(in.readLong());
    String sportKey = known.apply(in.readText());
    Instant commenceTime = Instant.ofEpochMilli(in.readLong());
    String home = known.apply(in.readText());
    String away = known.apply(in.readText());
    SportingEvent event = new SportingEvent(eventId, sportKey, commenceTime, home, away);
    String link = in.readText();
    int count = in.readCount(LEAST_OUTCOME);
    List<Outcome> outcomes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outcomes.add(
          new Outcome(
              known.apply(in.readText()),
              known.apply(in.readText()),
              in.readOptional(),
              in.readDouble(),
              in.readText(),
              in.readOptional()));
    }
    return new MarketSnapshot(event, betType, bookmaker, outcomes, lastUpdate, observedAt, link);
  }

  /**
   * @param format the first byte of an entry
   * @throws IllegalStateException if the entry was written by a build that this one cannot follow
   */
  public static void requireFormat(byte format) {
    if (format != FORMAT) {
      throw new IllegalStateException(
          "market store: an entry has format "
              + format
              + ", this build reads "
              + FORMAT
              + ": another build wrote it. Set EV_APPLICATION_ID to an id that was never used, and"
              + " the worker reads odds.events from its beginning; or go back to that build");
    }
  }

  /**
   * Orders two snapshots of one market by one bookmaker. The newer one has the later update; at the
   * same instant, a suspension, since a price that may be gone does harm and a missing one does
   * not; then the greater content, compared as unsigned bytes; with equal content, the earlier
   * observation, so that a repeated quote changes nothing. The newest of several snapshots does not
   * depend on their order.
   *
   * @return above 0 if {@code one} is newer, 0 if they are the same
   */
  public static int compareAge(byte[] one, byte[] other) {
    int byUpdate = Long.compare(lastUpdate(one), lastUpdate(other));
    if (byUpdate != 0) {
      return byUpdate;
    }
    int bySuspension = Boolean.compare(isSuspension(one), isSuspension(other));
    if (bySuspension != 0) {
      return bySuspension;
    }
    int byContent = compareContent(one, other);
    return byContent != 0 ? byContent : Long.compare(observedAt(other), observedAt(one));
  }

  /** When the bookmaker quoted an entry, in milliseconds since the epoch. */
  static long lastUpdate(byte[] entry) {
    return (long) LONG.get(entry, LAST_UPDATE);
  }

  /** When the feed saw an entry, in milliseconds since the epoch. */
  static long observedAt(byte[] entry) {
    return (long) LONG.get(entry, OBSERVED_AT);
  }

  /** Whether two entries hold the same quote, whenever it was observed. */
  static boolean sameContent(byte[] one, byte[] other) {
    return compareContent(one, other) == 0;
  }

  private static boolean isSuspension(byte[] entry) {
    ByteReader in = new ByteReader(ByteBuffer.wrap(entry, CONTENT, entry.length - CONTENT));
    in.skipText(); // sport key
    in.readLong(); // commence time
    in.skipText(); // home team
    in.skipText(); // away team
    in.skipText(); // link
    return in.readVarint() == 0;
  }

  private static List<Outcome> canonical(List<Outcome> outcomes) {
    for (int i = 1; i < outcomes.size(); i++) {
      if (compare(outcomes.get(i - 1), outcomes.get(i)) > 0) {
        return sorted(outcomes);
      }
    }
    return outcomes;
  }

  /** Feeds list the sides of a point together: each side alone is mostly in order. */
  private static List<Outcome> sorted(List<Outcome> outcomes) {
    String first = outcomes.get(0).name();
    List<Outcome> sorted = new ArrayList<>(outcomes.size());
    List<Outcome> others = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      (outcome.name().equals(first) ? sorted : others).add(outcome);
    }
    sorted.addAll(others);
    sorted.sort(CANONICAL);
    return sorted;
  }

  /** By name, description, point, price, link, limit; what is absent comes first. */
  private static int compare(Outcome one, Outcome other) {
    int order = one.name().compareTo(other.name());
    order = order != 0 ? order : compare(one.description(), other.description());
    order = order != 0 ? order : compare(one.point(), other.point());
    order = order != 0 ? order : Double.compare(one.price(), other.price());
    order = order != 0 ? order : compare(one.link(), other.link());
    return order != 0 ? order : compare(one.betLimit(), other.betLimit());
  }

  private static <T extends Comparable<T>> int compare(T one, T other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return one.compareTo(other);
  }

  private static int compareContent(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, CONTENT, one.length, other, CONTENT, other.length);
  }
}
