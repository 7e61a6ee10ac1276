package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.Interleavings;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.ops.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Changes arrive, are distributed and are written to clients by a thread each, switched at every
 * lock: at rest every client knows what there is, and a stream that has ended gets nothing. {@link
 * LiveHubInterleavingsTest} has longer stories on one thread.
 */
@Tag("full")
final class LiveHubThreadsIT {

  @Test
  void everyClientEndsWithWhatThereIs() {
    Interleavings.checkEnd(Shared.class, Apart.class);
  }

  /** Does nothing. */
  public static final class Apart {
    public void write() {}

    public void withdraw() {}

    public void clear() {}

    public void dispatch() {}

    public void read() {}

    public void another() {}
  }

  /** A hub with one client, and another that may come and go. */
  public static final class Shared {
    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, "a1");
    private static final Access ACCESS =
        new Access(
            ApiConfig.from(new Settings(Map.of())),
            new CatalogueInHand().open(TOTALS, Role.FREE),
            new SimpleMeterRegistry());
    private static final LiveLimits LIMITS =
        new LiveLimits(4, 4, 4, 4, 10_000, 100_000, 2, Duration.ofSeconds(10));

    private final CacheInHand cache =
        new CacheInHand(NOW.plus(Duration.ofMinutes(20)), this::changed);
    private final Clock clock = new MovableClock(NOW);
    private final LiveHub hub = new LiveHub(cache, ACCESS, caller -> true, LIMITS, clock, clock);
    private final List<Reader> readers = new ArrayList<>();
    private final Reader first;
    private Reader second;
    private long version;

    public Shared() {
      hub.listening();
      first = join();
      write();
    }

    private void changed(BetType betType, LineId line) {
      hub.changed(betType, line);
    }

    private Reader join() {
      Reader reader = new Reader(hub, hub.join(ADMIN, "192.0.2.1", Set.of(TOTALS)));
      readers.add(reader);
      return reader;
    }

    @Operation(nonParallelGroup = "cache")
    public void write() {
      cache.write(TOTALS, version % 2 == 0 ? "a" : "b", ++version);
    }

    @Operation(nonParallelGroup = "cache")
    public void withdraw() {
      cache.withdraw(TOTALS, "a", ++version);
    }

    @Operation(nonParallelGroup = "cache")
    public void clear() {
      cache.forget(TOTALS);
      hub.cleared(Optional.of(TOTALS));
    }

    @Operation(nonParallelGroup = "distributor")
    public void dispatch() {
      hub.dispatch();
    }

    @Operation(nonParallelGroup = "writer")
    public void read() {
      first.step();
    }

    @Operation(nonParallelGroup = "writer")
    public void another() {
      if (second == null) {
        second = join();
      } else {
        hub.leave(second.client, Ending.CLIENT);
      }
    }

    /** Everything comes to rest. */
    @Validate
    public void rest() {
      boolean moves = true;
      for (int round = 0; moves && round < 200; round++) {
        hub.dispatch();
        moves = readers.stream().map(Reader::step).reduce(false, Boolean::logicalOr);
      }
      Map<String, Long> there = new TreeMap<>();
      cache.lines.getOrDefault(TOTALS, Map.of()).values().stream()
          .filter(line -> line.shown().isPresent())
          .forEach(line -> there.put(line.id().text(), line.version()));
      for (Reader reader : readers) {
        if (reader.client.ending().isEmpty() && !reader.lines.equals(there)) {
          throw new AssertionError("there is " + there + ", and a client knows " + reader.lines);
        }
        if (!reader.client.ending().isEmpty() && !reader.client.queue().isEmpty()) {
          throw new AssertionError("something waits for a stream that has ended");
        }
      }
      if (moves) {
        throw new AssertionError("something still moves");
      }
    }
  }

  /** One client's writer, and what the client knows. */
  private static final class Reader {
    private final LiveHub hub;
    private final LiveClient client;
    private final Map<String, Long> lines = new TreeMap<>();

    Reader(LiveHub hub, LiveClient client) {
      this.hub = hub;
      this.client = client;
    }

    /** Takes the next event, or has more lines read; false if there was nothing to do. */
    boolean step() {
      Optional<byte[]> frame = hub.next(client);
      frame.ifPresent(bytes -> take(new String(bytes, UTF_8)));
      return frame.isPresent() || hub.more(client);
    }

    private void take(String event) {
      if (event.startsWith("event: reset")) {
        lines.clear();
      } else if (event.startsWith("event: line")) {
        long version = Long.parseLong(after(event, "\"version\":"));
        if (version < lines.getOrDefault(after(event, "\"line_id\":\""), 0L)) {
          throw new AssertionError("a line went back: " + event);
        }
        lines.put(after(event, "\"line_id\":\""), version);
      } else if (event.startsWith("event: withdrawn")) {
        lines.remove(after(event, "\"line_id\":\""));
      }
    }

    /** The letters or digits that follow. */
    private static String after(String event, String field) {
      int from = event.indexOf(field) + field.length();
      int to = from;
      while (Character.isLetterOrDigit(event.charAt(to))) {
        to++;
      }
      return event.substring(from, to);
    }
  }
}
