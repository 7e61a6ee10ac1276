package io.betintel.bench.system;

import io.betintel.bench.measure.ProcessCpu;
import io.betintel.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program that works on a run's records. */
public final class Running implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration LONGEST_STILLNESS = Duration.ofMinutes(3);

  private final Run run;
  private final Process process;
  private final Path log;

  private Running(Run run, Process process, Path log) {
    this.run = run;
    this.process = process;
    this.log = log;
  }

  public static Running start(Run run, Program program) throws IOException {
    return new Running(
        run, program.start(run), run.log(program.name().replaceAll("[^a-z0-9]+", "-")));
  }

  /** Waits until a path answers 200. */
  public void await(String path) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_STILLNESS.toNanos();
    while (!Scrape.healthy(run.port(), path)) {
      requireAlive(end);
      Thread.sleep(10);
    }
  }

  /** Looks at the program until it has ended so many records. */
  public List<Sample> until(long ended) throws IOException, InterruptedException {
    List<Sample> samples = new ArrayList<>();
    long end = System.nanoTime() + LONGEST_STILLNESS.toNanos();
    while (samples.isEmpty() || samples.get(samples.size() - 1).ended() < ended) {
      requireAlive(end);
      try {
        Sample sample = sample();
        if (samples.isEmpty() || sample.ended() > samples.get(samples.size() - 1).ended()) {
          end = System.nanoTime() + LONGEST_STILLNESS.toNanos();
        }
        samples.add(sample);
      } catch (IOException notYetOrBusy) {
        // it is asked again, until it has been still for too long
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    return samples;
  }

  public Sample sample() throws IOException, InterruptedException {
    Scrape scrape = Scrape.of(run.port());
    return new Sample(
        System.nanoTime(),
        (long) scrape.sum(Scrape.ENDED),
        (long) scrape.sum(Scrape.PUBLISHED),
        ProcessCpu.ticks(process.pid()),
        ProcessCpu.ticks(run.bed().stack().kafka().pid()),
        ProcessCpu.busyTicks(),
        ProcessCpu.ownTicks());
  }

  public long pid() {
    return process.pid();
  }

  /** It is killed: what it would drain is deleted anyway. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void requireAlive(long end) throws IOException {
    if (!process.isAlive() || System.nanoTime() > end) {
      List<String> lines = Files.readAllLines(log);
      throw new IOException(
          (process.isAlive() ? "no progress; " : "the program has ended; ")
              + log
              + " ends with\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
    }
  }
}
