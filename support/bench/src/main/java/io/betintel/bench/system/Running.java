package io.betintel.bench.system;

import io.betintel.bench.measure.CpuSample;
import io.betintel.bench.measure.ProcessCpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that works on a run's records. */
public final class Running implements AutoCloseable {
  /**
   * A worker's metrics are thousands of series, most of them of Kafka's clients, and Prometheus
   * asks every 15 seconds or so: more looks would measure themselves.
   */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A hundred times a second took up to 0.4 core from the program that starts. */
  private static final Duration READY_EVERY = Duration.ofMillis(50);

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
      Thread.sleep(READY_EVERY.toMillis());
    }
  }

  /** Looks at the program until it has come so far. */
  public List<CpuSample> until(long ended, Counted counted)
      throws IOException, InterruptedException {
    List<CpuSample> samples = new ArrayList<>();
    long end = System.nanoTime() + LONGEST_STILLNESS.toNanos();
    while (samples.isEmpty() || samples.get(samples.size() - 1).ended() < ended) {
      requireAlive(end);
      try {
        CpuSample sample = sample(counted);
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

  public CpuSample sample(Counted counted) throws IOException, InterruptedException {
    Scrape scrape = Scrape.of(run.port());
    return new CpuSample(
        System.nanoTime(),
        counted.in(scrape),
        (long) scrape.sum(Scrape.PUBLISHED),
        ProcessCpu.ticks(process.pid()),
        ProcessCpu.ticks(run.bed().stack().kafka().pid()),
        ProcessCpu.busyTicks(),
        ProcessCpu.ownTicks());
  }

  /** What its sinks have done, by sink. */
  public Map<String, SinkCounts> sinks(List<String> sinks)
      throws IOException, InterruptedException {
    requireAlive(Long.MAX_VALUE);
    Scrape scrape = Scrape.of(run.port());
    Map<String, SinkCounts> counts = new LinkedHashMap<>();
    sinks.forEach(sink -> counts.put(sink, SinkCounts.of(scrape, sink)));
    return counts;
  }

  /** Bytes of its heap that are in use after a collection. */
  public double heap() throws IOException, InterruptedException {
    Process collection =
        new ProcessBuilder(JavaProcess.tool("jcmd"), Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("jcmd cannot collect the garbage of " + process.pid());
    }
    return Scrape.of(run.port()).sum("jvm_memory_used_bytes{", "area=\"heap\"");
  }

  /** Asks it to end in order, as a rolling restart does. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_STILLNESS.toMillis(), TimeUnit.MILLISECONDS)) {
      close();
    }
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
