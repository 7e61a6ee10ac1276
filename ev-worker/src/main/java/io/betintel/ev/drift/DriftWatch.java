package io.betintel.ev.drift;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.TimedThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for drift again and again while the worker runs: a gauge per place, and one log line when
 * the findings change. Drift never makes the worker unready: it serves bet types that its build
 * does not know.
 */
public final class DriftWatch implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
  private static final String NAME = "drift";

  private final DriftCheck check;
  private final DriftConfig config;
  private final Map<Surface, Double> found = new EnumMap<>(Surface.class);
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "bet-type-drift",
          new TimedThread.Work() {
            @Override
            public Duration turn() throws InterruptedException {
              tell(check.look());
              return config.interval();
            }

            @Override
            public Check check() {
              return Check.up(NAME, state);
            }
          });
  private volatile String state = "not looked yet";
  private volatile Replication replication; // null while it cannot be seen

  // Owned by the thread.
  private SortedSet<Drift> told = new TreeSet<>();
  private Map<String, String> toldBlind = Map.of();

  public DriftWatch(DriftCheck check, DriftConfig config, MeterRegistry registry) {
    this.check = check;
    this.config = config;
    for (Surface surface : Surface.values()) {
      Gauge.builder("ev.bet.type.drift", () -> value(surface))
          .tag("surface", surface.label())
          .description("Differences in what this surface knows of bet types; NaN while not seen")
          .register(registry);
    }
    for (boolean active : new boolean[] {true, false}) {
      Gauge.builder("ev.replication.slots", () -> slots(active))
          .tag("state", active ? "active" : "inactive")
          .description("Logical replication slots of the database, with and without a reader")
          .register(registry);
    }
    Gauge.builder("ev.replication.kept", this::keptBytes)
        .baseUnit(BaseUnits.BYTES)
        .description(
            "WAL that the database keeps for the slot without reader that is furthest back")
        .register(registry);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  private void tell(DriftReport report) {
    replication = report.replication();
    synchronized (found) {
      for (Surface surface : Surface.values()) {
        double count = report.drifts().stream().filter(drift -> drift.surface() == surface).count();
        found.put(surface, report.unseen().contains(surface) ? Double.NaN : count);
      }
    }
    state =
        report.clean()
            ? "no difference at " + report.at()
            : report.drifts().size() + " differences, not seen: " + report.blind().keySet();
    if (!report.blind().equals(toldBlind) && !report.blind().isEmpty()) {
      LOG.info("Bet types were not compared everywhere: {}", report.blind());
    }
    toldBlind = report.blind();
    if (report.drifts().equals(told)) {
      return;
    }
    if (report.drifts().isEmpty()) {
      LOG.info("Bet types agree again{}", report.blind().isEmpty() ? "" : " as far as seen");
    } else {
      LOG.warn(
          "Bet types have drifted: {}",
          report.drifts().stream().map(Drift::toString).collect(Collectors.joining("; ")));
    }
    told = report.drifts();
  }

  private double slots(boolean active) {
    Replication seen = replication;
    return seen == null
        ? Double.NaN
        : seen.slots().stream().filter(slot -> slot.active() == active).count();
  }

  private double keptBytes() {
    Replication seen = replication;
    return seen == null
        ? Double.NaN
        : seen.inactive().stream().mapToLong(ReplicationSlot::keptBytes).max().orElse(0);
  }

  private double value(Surface surface) {
    synchronized (found) {
      return found.getOrDefault(surface, Double.NaN);
    }
  }
}
