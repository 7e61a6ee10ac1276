package io.betintel.ev.audit;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** The last state of each line of a slice, and what the open lines of each market offer. */
final class AuditedLines {
  private final Function<byte[], PricedLine> codec;
  private final Slice slice;
  private final TopicSpan span;
  private final Budget budget;
  private final Map<String, AuditedLine> lines = new HashMap<>();
  private final Map<String, PublishedOffers> offers = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final Map<Integer, Long> begins = new HashMap<>();

  /**
   * @param span what is judged of the topic; later records only say which lines have moved since
   */
  AuditedLines(Function<byte[], PricedLine> codec, Slice slice, TopicSpan span, Budget budget) {
    this.codec = codec;
    this.slice = slice;
    this.span = span;
    this.budget = budget;
    begins.putAll(span.from());
  }

  /** The topic's first offsets once it was read: retention may have gone on meanwhile. */
  void begin(Map<Integer, Long> offsets) {
    offsets.forEach((partition, offset) -> begins.merge(partition, offset, Math::max));
  }

  /**
   * Whether the topic has lost records without a later one: retention or {@code deleteRecords} has
   * deleted them. Its own cleanup is compaction alone.
   */
  boolean isTruncated() {
    return begins.values().stream().anyMatch(offset -> offset > 0);
  }

  /** Whether the line's records may be among those. */
  boolean mayBeGone(String id) {
    return begins.getOrDefault(home(id.getBytes(StandardCharsets.UTF_8)), 0L) > 0;
  }

  /** Whether there is a later record than those that are judged. */
  boolean hasMoved(String id) {
    return moved.contains(id);
  }

  private int home(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % span.partitions();
  }

  /** Takes the next record of a partition. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (!slice.hasLine(id)) {
      return;
    }
    if (record.offset() >= span.to().get(record.partition())) {
      moved.add(id);
      return;
    }
    boolean home = home(record.key()) == record.partition();
    AuditedLine before = lines.get(id);
    if (before != null && before.atHome() && !home) {
      return; // an older version, left behind when partitions were added
    }
    if (record.value() == null) {
      lines.remove(id);
      offers.remove(id);
      return;
    }
    try {
      add(
          codec.apply(record.value()),
          home,
          record.partition(),
          record.offset(),
          record.timestamp());
    } catch (SchemaPendingException | BrokenRecordException e) {
      lines.remove(id);
      offers.remove(id);
      unreadable.add(id); // the sinks set it aside
    }
  }

  void add(PricedLine line, boolean home, int partition, long offset, long publishedAt) {
    String id = line.id().text();
    AuditedLine before = lines.get(id);
    long opened = before == null ? -1 : before.open() ? before.offset() : before.openedBefore();
    PublishedOffers its = PublishedOffers.of(line);
    if (before == null) {
      budget.line(line.outcomes().size(), its.bookmakers().length);
    }
    lines.put(id, AuditedLine.of(line, home, partition, offset, publishedAt, opened));
    offers.put(id, its);
    unreadable.remove(id);
  }

  Collection<AuditedLine> all() {
    return lines.values();
  }

  /** Null if the topic has no readable record of it. */
  AuditedLine find(String id) {
    return lines.get(id);
  }

  /** Whether its newest record cannot be read. */
  boolean isUnreadable(String id) {
    return unreadable.contains(id);
  }

  /** What the open lines of each market offer. */
  Map<MarketId, PublishedMarket> markets() {
    Map<MarketId, PublishedMarket> markets = new HashMap<>();
    for (AuditedLine line : lines.values()) {
      if (line.open()) {
        markets
            .computeIfAbsent(
                new MarketId(line.eventId(), line.betType()), market -> new PublishedMarket())
            .add(line, offers.get(line.id()));
      }
    }
    each(unreadable, markets, PublishedMarket::leavesOut);
    each(moved, markets, PublishedMarket::moves);
    return markets;
  }

  private static void each(
      Set<String> ids, Map<MarketId, PublishedMarket> markets, Consumer<PublishedMarket> what) {
    for (String id : ids) {
      MarketId market = market(id);
      if (market != null) {
        what.accept(markets.computeIfAbsent(market, each -> new PublishedMarket()));
      }
    }
  }

  /** Null if it is no line id. */
  private static MarketId market(String lineId) {
    String[] parts = lineId.split("\\|", -1);
    return parts.length < 2
        ? null
        : BetType.find(parts[1])
            .map(type -> new MarketId(parts[0].replace("%7C", "|").replace("%25", "%"), type))
            .orElse(null);
  }

  /**
   * A line's offers: of each bookmaker 64 bits that add up with those of the market's other lines.
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record PublishedOffers(String[] bookmakers, long[] digests, long[] quotedAt) {

    static PublishedOffers of(PricedLine line) {
      Map<String, long[]> sums = new HashMap<>();
      for (PricedLine.PricedOutcome outcome : line.outcomes()) {
        OfferKey key =
            OfferKey.of(
                AuditedLine.shape(line), line.description(), outcome.name(), outcome.point());
        for (Offer offer : outcome.offers()) {
          long[] sum = sums.computeIfAbsent(offer.bookmaker().key(), b -> new long[2]);
          sum[0] += key.digest(offer.price());
          sum[1] = Math.max(sum[1], offer.quotedAt().toEpochMilli());
        }
      }
      String[] bookmakers = sums.keySet().toArray(String[]::new);
      long[] digests = new long[bookmakers.length];
      long[] times = new long[bookmakers.length];
      for (int i = 0; i < bookmakers.length; i++) {
        bookmakers[i] = bookmakers[i].intern();
        digests[i] = sums.get(bookmakers[i])[0];
        times[i] = sums.get(bookmakers[i])[1];
      }
      return new PublishedOffers(bookmakers, digests, times);
    }
  }
}
