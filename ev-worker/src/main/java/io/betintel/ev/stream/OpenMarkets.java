package io.betintel.ev.stream;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.priced.PricedLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One task's markets, and which of their lines are published. A market is opened from the store
 * when it is first needed. Confined to the task's thread.
 */
final class OpenMarkets implements Reclaimer.Markets, LineSweep.Markets {
  private final SnapshotStore store;
  private final MarketRules rules;
  private final PricedLineCodec codec;
  private final StreamMetrics metrics;
  private final PricingErrors errors;
  private final Consumer<Record<byte[], Outgoing>> lines;
  private final Map<MarketId, OpenMarket> open = new HashMap<>();
  private final LineSweep sweep;

  /**
   * @param lines takes what is published
   */
  OpenMarkets(
      SnapshotStore store,
      MarketRules rules,
      PricedLineCodec codec,
      StreamMetrics metrics,
      PricingErrors errors,
      Consumer<Record<byte[], Outgoing>> lines) {
    this.store = store;
    this.rules = rules;
    this.codec = codec;
    this.metrics = metrics;
    this.errors = errors;
    this.lines = lines;
    this.sweep =
        new LineSweep(
            store,
            rules.gate()::catalogue,
            rules.calculator().basis(),
            this,
            rules.linesPerTurn(),
            metrics);
  }

  LineSweep sweep() {
    return sweep;
  }

  /** Opens a market, to apply a snapshot to it and publish it. */
  OpenMarket open(MarketId id, CatalogueEntry betType, BetTypeLog log) {
    if (sweep.publishing(betType)) {
      log.first(id);
    }
    return open.computeIfAbsent(id, market -> restore(market, betType));
  }

  /**
   * Publishes what changed.
   *
   * @param age of the observation that caused the change; null if it says nothing about latency
   */
  void publish(MarketId id, OpenMarket market, CatalogueEntry betType, Duration age) {
    for (Publication change : market.changes(betType)) {
      publish(id, change);
      if (age != null) {
        metrics.published(age);
      }
    }
  }

  @Override
  public int republish(MarketId id, CatalogueEntry betType) {
    OpenMarket market = market(id, betType);
    if (market.book().isEmpty()) {
      return 0; // over by now
    }
    open.put(id, market);
    if (market.isPublishedUnder(betType)) {
      return 0;
    }
    var changes = market.changes(betType);
    changes.forEach(change -> publish(id, change));
    return changes.size();
  }

  @Override
  public Optional<Instant> over(StoredMarket market) {
    return rules
        .gate()
        .entry(market.id().betType())
        .flatMap(entry -> rules.expiry().map(expiry -> expiry.of(market, entry.settings())));
  }

  /** No sink depends on the tombstones: every store expires lines by itself. */
  @Override
  public int forget(StoredMarket market, Instant now) {
    BetType betType = market.id().betType();
    SortedSet<LineId> known = new TreeSet<>(market.withdrawn());
    OpenMarket forgotten = open.remove(market.id());
    if (forgotten != null) {
      known.addAll(forgotten.openLines());
    } else {
      rules.gate().entry(betType).ifPresent(entry -> known.addAll(mayBeOpen(market, entry)));
    }
    store.delete(market);
    for (LineId line : known) {
      metrics.lineExpired(betType);
      lines.accept(new Record<>(bytes(line), new Outgoing(null, -1), now.toEpochMilli()));
    }
    return known.size();
  }

  /** Lines are told from snapshots without pricing any. */
  private Set<LineId> mayBeOpen(StoredMarket market, CatalogueEntry betType) {
    MarketBook book = market.book();
    Set<LineId> ids = new TreeSet<>(book.lines(betType.shape()).keySet());
    sweep.standing(betType).shapes().forEach(shape -> ids.addAll(book.lines(shape).keySet()));
    return ids;
  }

  private OpenMarket market(MarketId id, CatalogueEntry betType) {
    OpenMarket market = open.get(id);
    return market == null ? restore(id, betType) : market;
  }

  private OpenMarket restore(MarketId id, CatalogueEntry betType) {
    MarketBook book = store.read(id).book();
    OpenMarket market = new OpenMarket(book, rules.calculator(), codec::encode, errors);
    Standing standing = sweep.standing(betType);
    if (book.isEmpty()
        || standing.isComplete(PricedUnder.of(betType, rules.calculator().basis()))) {
      market.changes(
          betType); // these are published already: exactly-once commits store and output together
    } else {
      market.mayStand(standing.shapes(), betType);
    }
    return market;
  }

  private void publish(MarketId id, Publication publication) {
    PricedLine line = publication.line();
    if (line.status() == PricedLine.Status.OPEN) {
      store.removeWithdrawn(id, line.id());
      metrics.lineOpened(line.betType(), line.notPriced());
    } else {
      store.putWithdrawn(id, line.id());
      metrics.lineWithdrawn(line.betType());
    }
    lines.accept(
        new Record<>(
            bytes(line.id()),
            new Outgoing(publication.bytes(), -1),
            line.marketTime().toEpochMilli()));
  }

  private static byte[] bytes(LineId line) {
    return line.text().getBytes(StandardCharsets.UTF_8);
  }
}
