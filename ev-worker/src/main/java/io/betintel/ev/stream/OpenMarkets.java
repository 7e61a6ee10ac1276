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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One task's markets, and which of their lines are published. A market is opened from the store
 * when it is first needed, and again after it was closed: when it had to make room for others, or
 * was not used for a while. Confined to the task's thread.
 */
final class OpenMarkets implements Reclaimer.Markets, LineSweep.Markets, AliasSweep.Markets {
  /** Between two calls of {@link #closeIdle}. */
  static final Duration IDLE_TURN = Duration.ofSeconds(5);

  /** In one turn: the records behind it wait meanwhile. */
  private static final int MOST_CLOSED = 5_000;

  private final SnapshotStore store;
  private final MarketRules rules;
  private final LineEncoder encoder;
  private final StreamMetrics metrics;
  private final PricingErrors errors;
  private final Consumer<Record<byte[], Outgoing>> lines;

  /** The one used longest ago first. */
  private final Map<MarketId, HeldMarket> open = new LinkedHashMap<>(16, 0.75f, true);

  private final LadderFamilies families;
  private final LineSweep sweep;
  private final EventExchanges exchanges;

  /** How often {@link #closeIdle} was called. */
  private long turns;

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
    this.encoder = LineEncoder.of(codec);
    this.metrics = metrics;
    this.errors = errors;
    this.lines = lines;
    this.families = new LadderFamilies(rules.gate()::catalogue, rules.calculator().basis());
    this.exchanges = new EventExchanges(store, rules, open, this::opened);
    this.sweep =
        new LineSweep(
            store, rules.gate()::catalogue, families::under, this, rules.linesPerTurn(), metrics);
  }

  LineSweep sweep() {
    return sweep;
  }

  /** Opens a market, to apply a snapshot to it and publish it. */
  OpenMarket open(MarketId id, CatalogueEntry betType, BetTypeLog log) {
    if (sweep.publishing(betType)) {
      log.first(id);
    }
    return opened(id, betType);
  }

  /** The market, opened from the store with its family if it is not open. */
  private OpenMarket opened(MarketId id, CatalogueEntry betType) {
    LadderFamily ladder = families.of(betType.betType());
    HeldMarket held = used(id);
    if (held != null && held.market().family().isOf(ladder)) {
      OpenMarket market = held.market();
      if (!market.isPublishedUnder(betType)) {
        // A bet type that lays may be gone, and its exchanges with it.
        market.family().exchanges(exchanges.of(id.eventId()));
      }
      return market;
    }
    if (held != null) {
      close(held.market().family()); // the catalogue's family is another one
    }
    return restore(id, betType, ladder);
  }

  /** Null if the market is not open. */
  private HeldMarket used(MarketId id) {
    HeldMarket held = open.get(id);
    if (held != null) {
      held.use(turns);
      if (held.market().family().isLadder()) {
        for (OpenMarket member : held.market().family().members()) {
          open.get(member.book().market()).use(turns);
        }
      }
    }
    return held;
  }

  private OpenMarket add(OpenMarket market) {
    HeldMarket held = new HeldMarket(market, turns);
    open.put(market.book().market(), held);
    resize(held);
    return market;
  }

  /**
   * Publishes what changed.
   *
   * @param age of the observation that caused the change; null if it says nothing about latency
   */
  void publish(MarketId id, OpenMarket market, CatalogueEntry betType, Duration age) {
    for (Publication change : exchanges.with(market.changes(betType), id, betType)) {
      publish(marketOf(change), change);
      if (age != null) {
        metrics.published(age);
      }
    }
    HeldMarket held = used(id);
    if (held != null) {
      resize(held);
    }
  }

  @Override
  public int republish(MarketId id, CatalogueEntry betType) {
    if (!open.containsKey(id) && !store.hasMarket(id)) {
      return 0; // over by now
    }
    OpenMarket market = opened(id, betType);
    if (market.book().isEmpty() || market.isPublishedUnder(betType)) {
      return 0;
    }
    var changes = market.changes(betType);
    changes.forEach(change -> publish(marketOf(change), change));
    return changes.size();
  }

  /** The withdrawn lines get their tombstones with the other market, when that is over. */
  @Override
  public int move(MarketId id, CatalogueEntry alias, CatalogueEntry meant) {
    StoredMarket stored = store.read(id);
    HeldMarket left = open.get(id);
    if (left != null) {
      close(left.market().family());
    }
    OpenMarket before;
    if (left == null || left.market().family().isLadder()) {
      before = market(stored.book(), alias, family(null));
      before.mayStand(stored.snapshots().isEmpty() ? Set.of() : sweep.standing(alias).shapes());
    } else {
      before = left.market();
    }
    MarketId to = new MarketId(id.eventId(), meant.betType());
    OpenMarket after = moved(stored, to, meant);
    store.delete(stored);
    stored.withdrawn().forEach(line -> store.putWithdrawn(to, line));
    List<Publication> published = meant.isShown() ? after.changes(meant) : List.of();
    published.forEach(change -> publish(marketOf(change), change));
    List<Publication> withdrawn = before.withdrawAll(alias);
    withdrawn.forEach(change -> publish(to, change));
    HeldMarket held = used(to);
    if (held != null) {
      resize(held);
    }
    return published.size() + withdrawn.size();
  }

  private OpenMarket moved(StoredMarket stored, MarketId to, CatalogueEntry meant) {
    boolean shown = meant.isShown();
    if (shown) {
      sweep.publishing(meant);
    }
    HeldMarket held = used(to);
    OpenMarket market =
        shown
            ? opened(to, meant)
            : held == null ? market(store.read(to).book(), meant, family(null)) : held.market();
    MarketBook book = market.book();
    stored
        .snapshots()
        .forEach(
            (bookmaker, entry) -> {
              if (book.merge(bookmaker, entry) == MarketBook.Change.APPLIED) {
                store.put(to, bookmaker, entry);
              }
            });
    return market;
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
    HeldMarket forgotten = open.get(market.id());
    if (forgotten != null) {
      close(forgotten.market().family());
      known.addAll(forgotten.market().openLines());
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

  /** The task moves to another thread or worker. */
  void close() {
    sweep.close();
    open.values().forEach(this::release);
    open.clear();
  }

  /** Counts what the market takes; while all take too much, closes those used longest ago. */
  private void resize(HeldMarket held) {
    HeapShare share = rules.limits().open();
    share.add(held.resize());
    while (!share.hasRoom()) {
      MarketFamily eldest = open.values().iterator().next().market().family();
      if (eldest.members().contains(held.market())) {
        return;
      }
      close(eldest);
    }
  }

  /** All of its markets: see {@link MarketFamily}. */
  private void close(MarketFamily family) {
    for (OpenMarket member : family.members()) {
      HeldMarket held = open.remove(member.book().market());
      if (held != null) {
        release(held);
      }
    }
  }

  /**
   * Closes the markets that were not used for a while: what they take beside their entries is worth
   * it only while records come. Call this every {@link #IDLE_TURN}. While a sweep runs, none is
   * closed whose bet type it has not finished: opened again, the market would publish every line.
   */
  void closeIdle() {
    turns++;
    long idle = Math.max(1, rules.openIdle().dividedBy(IDLE_TURN));
    int left = MOST_CLOSED;
    while (left > 0 && !open.isEmpty()) {
      HeldMarket eldest = open.values().iterator().next();
      MarketFamily family = eldest.market().family();
      if (turns - eldest.usedIn() <= idle
          || !family.members().stream().allMatch(each -> isSettled(each.betType()))) {
        return;
      }
      left -= family.members().size();
      close(family);
    }
  }

  private boolean isSettled(BetType betType) {
    return rules
        .gate()
        .entry(betType)
        .filter(CatalogueEntry::isServed)
        .map(entry -> isComplete(sweep.standing(entry), entry))
        .orElse(true);
  }

  private boolean isComplete(Standing standing, CatalogueEntry betType) {
    return standing.isComplete(families.under(betType));
  }

  private void release(HeldMarket held) {
    rules.limits().open().add(-held.bytes());
  }

  /** Lines are told from snapshots without pricing any. */
  private Set<LineId> mayBeOpen(StoredMarket market, CatalogueEntry betType) {
    MarketBook book = market.book();
    Set<LineId> ids = new TreeSet<>();
    if (!book.isEmpty()) {
      ids.addAll(book.paired(betType.shape()).ids());
      sweep.standing(betType).shapes().forEach(shape -> ids.addAll(book.paired(shape).ids()));
    }
    return ids;
  }

  /**
   * @param ladder null if the bet type is on none
   */
  private OpenMarket restore(MarketId id, CatalogueEntry betType, LadderFamily ladder) {
    MarketFamily family = ladder == null ? family(null) : openFamily(id, ladder);
    boolean joins = !family.members().isEmpty(); // the others are open: this one has no entry yet
    OpenMarket market = null;
    for (CatalogueEntry member : ladder == null || joins ? List.of(betType) : ladder.members()) {
      MarketId each = new MarketId(id.eventId(), member.betType());
      if (each.equals(id) || store.hasMarket(each)) {
        OpenMarket restored = market(store.read(each).book(), member, family);
        if (restored.book().isEmpty() || isComplete(sweep.standing(member), member)) {
          restored.stands(); // exactly-once commits store and output together
        } else {
          restored.mayStand(sweep.standing(member).shapes());
        }
        market = each.equals(id) ? restored : market;
      }
    }
    family.exchanges(exchanges.of(id.eventId()));
    if (!joins || !market.book().isEmpty()) {
      OpenMarket.begin(family);
    }
    for (OpenMarket member : family.members()) {
      if (!open.containsKey(member.book().market())) {
        add(member);
      }
    }
    return market;
  }

  /** The one that is open for the event, or a new one. */
  private MarketFamily openFamily(MarketId id, LadderFamily ladder) {
    for (CatalogueEntry member : ladder.members()) {
      HeldMarket held = open.get(new MarketId(id.eventId(), member.betType()));
      if (held != null && held.market().family().isOf(ladder)) {
        return held.market().family();
      }
      if (held != null) {
        close(held.market().family());
      }
    }
    return family(ladder);
  }

  private MarketFamily family(LadderFamily ladder) {
    return new MarketFamily(rules.calculator().market(), ladder, errors);
  }

  private OpenMarket market(MarketBook book, CatalogueEntry betType, MarketFamily family) {
    return new OpenMarket(book, family, families::under, betType, encoder, errors);
  }

  private static MarketId marketOf(Publication publication) {
    PricedLine line = publication.line();
    return new MarketId(line.event().id(), line.betType());
  }

  private void publish(MarketId id, Publication publication) {
    PricedLine line = publication.line();
    if (line.status() == PricedLine.Status.OPEN) {
      store.removeWithdrawn(id, line.id());
      metrics.lineOpened(line.betType(), line.notPriced());
    } else {
      if (rules
          .limits()
          .store()
          .mayGrow(HeapShare.ENTRY_BYTES)) { // or it gets no tombstone, which nothing depends on
        store.putWithdrawn(id, line.id());
      }
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
