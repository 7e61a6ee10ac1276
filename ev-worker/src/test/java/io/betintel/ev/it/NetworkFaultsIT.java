package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.NewSchema;
import io.betintel.ev.harness.Pace;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.Server;
import io.betintel.localstack.StackNetwork;
import io.betintel.localstack.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The network between the worker and each server is slow, ends connections, or goes silent, while
 * events flow: the worker says so meanwhile, works off what it missed, and nothing differs.
 */
@ExtendWith(LocalStackExtension.class)
final class NetworkFaultsIT {
  private static final Duration DELAY = Duration.ofMillis(300);
  private static final int SLOW_SECONDS = 20;
  private static final int SILENT_SECONDS = 60;
  private static final int RESETS = 8;

  /** What is at the network's other end. */
  private enum Far {
    KAFKA,
    POSTGRES,
    REDIS,
    REGISTRY;

    Server of(LocalStack stack) {
      return switch (this) {
        case KAFKA -> stack.kafka();
        case POSTGRES -> stack.postgres();
        case REDIS -> stack.redis();
        case REGISTRY -> stack.registry();
      };
    }
  }

  /** One sample of what follows. */
  @Test
  void resetsAndAStoreThatIsSilentAreWorkedOff(LocalStack stack) throws Exception {
    long seed = 20261129;
    Far store = List.of(Far.POSTGRES, Far.REDIS).get(new Random(seed).nextInt(2));
    try (Faults faults = new Faults(stack, seed)) {
      List.of(Far.values()).forEach(server -> faults.before(server).reset());
      faults.moves("reset");
      faults.before(store).halfOpen();
      faults.saidOf(store);
      faults.before(store).restore();
      faults.workedOff(store + " silent");
    }
  }

  @ParameterizedTest
  @EnumSource(Far.class)
  @Tag("full")
  void networkIsSlow(Far server, LocalStack stack) throws Exception {
    try (Faults faults = new Faults(stack, 1)) {
      faults.before(server).delay(DELAY, DELAY);
      faults.ask(server);
      faults.moves("late");
      Thread.sleep(SLOW_SECONDS * 1_000L); // how long it lasts is a part of the fault
      faults.moves("still late");
      faults.before(server).restore();
      faults.workedOff(server + " late");
    }
  }

  @ParameterizedTest
  @EnumSource(Far.class)
  @Tag("full")
  void connectionsAreResetAgainAndAgain(Far server, LocalStack stack) throws Exception {
    Random random = new Random(2);
    try (Faults faults = new Faults(stack, 2)) {
      for (int reset = 0; reset < RESETS; reset++) {
        faults.ask(server);
        faults.before(server).reset();
        Thread.sleep(random.nextInt(2_000));
      }
      faults.workedOff(server + " reset");
    }
  }

  /** What was accepted stays silent afterwards, or goes on: firewalls do both. */
  @ParameterizedTest
  @EnumSource(Far.class)
  @Tag("full")
  void networkGoesSilent(Far server, LocalStack stack) throws Exception {
    for (boolean forgets : new boolean[] {false, true}) {
      try (Faults faults = new Faults(stack, forgets ? 3 : 4)) {
        TcpProxy proxy = faults.before(server);
        proxy.halfOpen();
        faults.silentFor(SILENT_SECONDS, server);
        if (forgets) {
          proxy.strand();
        }
        proxy.restore();
        faults.workedOff(server + (forgets ? " silent, then forgotten" : " silent"));
      }
    }
  }

  /** A worker behind a network, under traffic. */
  private static final class Faults implements AutoCloseable {
    private final StackNetwork network;
    private final UnderTraffic all;
    private final NewSchema schemas;

    Faults(LocalStack stack, long seed) throws Exception {
      Installation installation = Installation.of(stack);
      network = StackNetwork.of(stack);
      schemas = new NewSchema(installation);
      all = UnderTraffic.begin(installation.behind(network), seed);
    }

    TcpProxy before(Far server) {
      return network.before(server.of(all.installation().stack()));
    }

    void moves(String when) {
      all.moves(when);
    }

    /** Returns once the worker says that the server is away, and tells the truth of its lag. */
    void saidOf(Far server) throws Exception {
      ask(server);
      all.says(server + " is said to be away", () -> isSaid(server));
    }

    /** The worker asks the registry for nothing that it knows. */
    void ask(Far server) throws Exception {
      if (server == Far.REGISTRY) {
        schemas.send();
      }
    }

    private boolean isSaid(Far server) {
      String says = all.worker().readiness();
      return switch (server) {
        case KAFKA ->
            says.contains("stream WAITING stalled: ")
                && all.worker().metric("ev_part_stalled", "part=\"stream\"") == 1
                && all.lagIsUnknown("postgres")
                && all.lagIsUnknown("redis");
        case POSTGRES ->
            says.contains("postgres WAITING ")
                && says.contains("catalogue WAITING keeping version ")
                && all.lagIsUnknown("postgres");
        case REDIS -> says.contains("redis WAITING ") && all.lagIsUnknown("redis");
        case REGISTRY -> says.contains("stream WAITING ") && says.contains("cannot be reached");
      };
    }

    /** The worker is live all the time, says so from soon on, and does what it still can. */
    void silentFor(int seconds, Far server) throws Exception {
      WorkerProcess worker = all.worker();
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      saidOf(server);
      Pace then = Pace.of(worker);
      while (System.nanoTime() < end) {
        assertThat(worker.status("/health/live")).isEqualTo(200);
        assertThat(isSaid(server)).as(server + "\n" + worker.readiness()).isTrue();
        assertThat(worker.ready()).isFalse();
        Thread.sleep(500); // what must be true all the time is looked at again and again
      }
      Pace now = Pace.of(worker);
      switch (server) {
        case POSTGRES -> {
          assertThat(now.consumed()).as("priced").isGreaterThan(then.consumed());
          assertThat(now.cached()).as("cached").isGreaterThan(then.cached());
        }
        case REDIS -> {
          assertThat(now.consumed()).as("priced").isGreaterThan(then.consumed());
          assertThat(now.stored()).as("stored").isGreaterThan(then.stored());
        }
        case KAFKA, REGISTRY -> {} // nothing can be read
      }
    }

    void workedOff(String fault) throws Exception {
      all.workedOff(fault);
    }

    @Override
    public void close() {
      all.close();
      network.close();
    }
  }
}
