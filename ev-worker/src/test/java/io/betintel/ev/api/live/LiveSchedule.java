package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One order in which threads use the hub, by a seed. The hub's calls hold its lock except while
 * they read the cache, so what other threads do in the middle of a call happens at a read: here
 * they do it there, on one thread.
 */
final class LiveSchedule {
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");
  private static final Map<BetType, List<String>> IDS =
      Map.of(TOTALS, List.of("a", "b", "c"), POINTS, List.of("p", "q"));
  private static final int MOST_CLIENTS = 4;
  private static final int ACTIONS = 40;
  private static final int DEEPEST = 3;

  private final SplittableRandom random;
  private final HubInHand inHand;
  private final LiveHub hub;
  private final CacheInHand cache;
  private final List<LiveReader> readers = new ArrayList<>();
  private long version;
  private int depth;
  private boolean listening = true;
  private boolean distributing;

  LiveSchedule(long seed) {
    random = new SplittableRandom(seed);
    // Small enough that queues overflow and changes are too many now and then.
    inHand =
        new HubInHand(
            new LiveLimits(
                MOST_CLIENTS,
                MOST_CLIENTS,
                MOST_CLIENTS,
                MOST_CLIENTS,
                600,
                2_000,
                2,
                Duration.ofSeconds(10)));
    hub = inHand.hub;
    cache = inHand.cache;
    cache.beforeReading = this::meanwhile;
    hub.listening();
  }

  /** Does everything, lets it come to rest, and compares what clients know with what there is. */
  void run() {
    for (int action = 0; action < ACTIONS; action++) {
      act();
    }
    cache.beforeReading = () -> {};
    cache.away = false;
    listen();
    open(TOTALS);
    open(POINTS);
    hub.look();
    boolean moves = true;
    for (int round = 0; moves && round < 1_000; round++) {
      hub.dispatch();
      moves = readers.stream().map(LiveReader::step).reduce(false, Boolean::logicalOr);
    }
    assertThat(moves).as("something still moves").isFalse();

    Map<String, Long> there = new TreeMap<>();
    cache.lines.values().stream()
        .flatMap(lines -> lines.values().stream())
        .filter(line -> line.shown().isPresent())
        .forEach(line -> there.put(line.id().text(), line.version()));
    for (LiveReader reader : readers) {
      if (reader.isOpen()) {
        assertThat(reader.lines()).as("what a client knows").isEqualTo(there);
      } else {
        assertThat(reader.client().queue().isEmpty()).as("nothing after the end").isTrue();
      }
    }
    assertThat(inHand.meters.get("ev.api.streams").gauge().value())
        .as("open streams")
        .isEqualTo((double) readers.stream().filter(LiveReader::isOpen).count());
  }

  private void meanwhile() {
    if (depth < DEEPEST) {
      depth++;
      for (int left = random.nextInt(6); left > 0; left--) {
        act();
      }
      depth--;
    }
  }

  private void act() {
    switch (random.nextInt(36)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> {
        BetType betType = betType();
        cache.write(betType, id(betType), ++version);
      }
      case 8, 9 -> {
        BetType betType = betType();
        cache.withdraw(betType, id(betType), ++version);
      }
      case 10, 11 -> join();
      case 12 -> reader().ifPresent(reader -> hub.leave(reader.client(), Ending.CLIENT));
      case 13, 14, 15, 16, 17 -> distribute(hub::dispatch);
      case 18 -> distribute(hub::look);
      case 19 -> distribute(hub::heartbeat);
      case 20 -> lose();
      case 21, 22 -> listen();
      case 23 -> clear(betType());
      case 24 -> cache.away = random.nextInt(4) == 0;
      case 25, 26 -> inHand.catalogue.disable(betType());
      case 27, 28 -> open(betType());
      default -> reader().ifPresent(this::readSome);
    }
  }

  private void join() {
    if (listening && readers.stream().filter(LiveReader::isOpen).count() < MOST_CLIENTS) {
      readers.add(new LiveReader(inHand, inHand.join(ADMIN), IDS));
    }
  }

  private void readSome(LiveReader reader) {
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      reader.step();
    }
  }

  /** One thread dispatches, looks and sends heartbeats. */
  private void distribute(Runnable call) {
    if (!distributing) {
      distributing = true;
      call.run();
      distributing = false;
    }
  }

  /** Redis goes, and in half of the cases its lines with it: versions begin again. */
  private void lose() {
    hub.lost("connection refused");
    listening = false;
    if (random.nextBoolean()) {
      cache.lines.clear();
      version = 0;
    }
  }

  private void listen() {
    if (!listening) {
      listening = true;
      hub.listening();
    }
  }

  private void clear(BetType betType) {
    if (listening) {
      cache.lines.remove(betType);
      hub.cleared(Optional.of(betType));
    }
  }

  private void open(BetType betType) {
    inHand.catalogue.open(betType, betType.equals(TOTALS) ? Role.FREE : Role.ADMIN);
  }

  private BetType betType() {
    return random.nextBoolean() ? TOTALS : POINTS;
  }

  private String id(BetType betType) {
    List<String> ids = IDS.get(betType);
    return ids.get(random.nextInt(ids.size()));
  }

  private Optional<LiveReader> reader() {
    return readers.isEmpty()
        ? Optional.empty()
        : Optional.of(readers.get(random.nextInt(readers.size())));
  }
}
