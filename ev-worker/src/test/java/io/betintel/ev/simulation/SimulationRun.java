package io.betintel.ev.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Many schedules, a thread for each core; each schedule has one thread. */
final class SimulationRun {
  private static final Duration REPORT = Duration.ofSeconds(10);

  private final AtomicLong seeds;
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<Schedule> failing = new AtomicReference<>();
  private final long began = System.nanoTime();

  SimulationRun(long firstSeed) {
    this.seeds = new AtomicLong(firstSeed);
  }

  /**
   * Runs schedules for so long, and reports how many.
   *
   * @return the shortest form of the first one that failed
   */
  Optional<Schedule> run(Duration length) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    long end = began + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    for (int i = 0; i < cores; i++) {
      threads.execute(() -> work(end));
    }
    threads.shutdown();
    while (!threads.awaitTermination(REPORT.toSeconds(), TimeUnit.SECONDS)) {
      report();
    }
    report();
    return Optional.ofNullable(failing.get());
  }

  private void work(long end) {
    while (System.nanoTime() - end < 0 && failing.get() == null) {
      Schedule schedule = Schedule.of(seeds.getAndIncrement());
      Optional<Finding> failure = Simulation.run(schedule);
      done.incrementAndGet();
      if (failure.isPresent() && failing.compareAndSet(null, schedule)) {
        failing.set(Simulation.shrunk(schedule, failure.get()));
      }
    }
  }

  private void report() {
    double minutes = (System.nanoTime() - began) / 60e9;
    System.out.printf(
        "%,d schedules, %,.0f a minute, seeds up to %d%n",
        done.get(), done.get() / minutes, seeds.get() - 1);
  }
}
