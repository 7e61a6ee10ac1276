package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Json;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.ops.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hub over a cache, a catalogue, keys and a clock that the test changes. */
final class HubInHand {
  /** Time passes: the wall clock goes with it, unless it is set. */
  final MovableClock clock = new MovableClock(NOW);

  private Duration set = Duration.ZERO;
  final CatalogueInHand catalogue =
      new CatalogueInHand().open(TOTALS, Role.FREE).open(POINTS, Role.ADMIN);
  final CacheInHand cache = new CacheInHand(NOW.plus(Duration.ofMinutes(20)), this::changed);
  final Set<Caller> revoked = new HashSet<>();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final LiveHub hub;

  /**
   * @param allQueues how many bytes may wait for all clients
   * @param changes how many may wait to be read
   */
  HubInHand(int mostClients, long allQueues, int changes) {
    this(mostClients, mostClients, allQueues, changes);
  }

  HubInHand(int mostClients, int streamsPerKey, long allQueues, int changes) {
    this(
        new LiveLimits(
            mostClients,
            streamsPerKey,
            mostClients,
            mostClients,
            10_000,
            allQueues,
            changes,
            Duration.ofSeconds(10)));
  }

  private void changed(BetType betType, LineId line) {
    hub.changed(betType, line);
  }

  HubInHand(LiveLimits limits) {
    ApiConfig config = ApiConfig.from(new Settings(Map.of("EV_API_SAMPLE_PERCENT", "20")));
    Access access = new Access(config, catalogue, meters);
    hub = new LiveHub(cache, access, caller -> !revoked.contains(caller), limits, wall(), clock);
  }

  /** The wall clock is set, forward or back. */
  void setClock(Duration by) {
    set = set.plus(by);
  }

  private Clock wall() {
    return new Clock() {
      @Override
      public Instant instant() {
        return clock.instant().plus(set);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  LiveClient join(Caller caller, BetType... betTypes) {
    return joinFrom("192.0.2.1", caller, betTypes);
  }

  LiveClient joinFrom(String address, Caller caller, BetType... betTypes) {
    return hub.join(caller, address, Set.of(betTypes));
  }

  /** The event that has waited longest, shortened. */
  Optional<String> next(LiveClient client) {
    return hub.next(client).map(frame -> shortened(new String(frame, StandardCharsets.UTF_8)));
  }

  /** Everything that waits or can be read for the client, shortened. */
  List<String> received(LiveClient client) {
    List<String> events = new ArrayList<>();
    do {
      for (Optional<String> event = next(client); event.isPresent(); event = next(client)) {
        events.add(event.get());
      }
    } while (hub.more(client));
    return events;
  }

  private static String shortened(String frame) {
    if (frame.startsWith(":")) {
      return "heartbeat";
    }
    String event = frame.replaceAll("(?s).*event: (\\w+)\n.*", "$1");
    try {
      var data = Json.MAPPER.readTree(frame.replaceAll("(?s).*data: (.*)\n\n", "$1"));
      return switch (event) {
        case "opened" ->
            "opened role="
                + data.path("role").asText()
                + (data.has("sample") ? " sample=" + data.at("/sample/percent") : "");
        case "line" ->
            "line "
                + data.path("line_id").asText()
                + " "
                + data.path("version")
                + (data.has("method") ? "" : " -");
        case "withdrawn" ->
            "withdrawn " + data.path("line_id").asText() + " " + data.path("version");
        case "complete" -> "complete " + data.path("bet_type").asText() + " " + data.path("lines");
        case "waiting" -> event;
        default -> event + " " + data.path("bet_type").asText();
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(frame, e);
    }
  }
}
