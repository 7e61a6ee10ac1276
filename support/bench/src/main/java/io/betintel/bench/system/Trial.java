package io.betintel.bench.system;

import io.betintel.bench.measure.CpuSample;
import io.betintel.bench.measure.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs a variant once: everything is sent before the program starts, so that nothing but the
 * program is waited for.
 *
 * @param worker this build: it creates the topics for programs that are no worker
 * @param feeds the repository's folder of real odds
 */
public record Trial(Bed bed, BuiltWorker worker, Path feeds) {
  /** As much as tells sizes, and as an opponent can keep. */
  private static final int LINES = 6_000;

  /** Past the end of the window. */
  private static final double STOP = 0.91;

  /**
   * What came of it.
   *
   * @param bytesPerLine the mean size of the last lines
   */
  public record Outcome(Window window, double bytesPerLine) {}

  /** Counts the records that have ended. */
  public Outcome run(Variant variant) throws IOException, InterruptedException {
    return run(variant, Counted.ENDED);
  }

  public Outcome run(Variant variant, Counted counted) throws IOException, InterruptedException {
    BuiltWorker preparing = variant.program() instanceof BuiltWorker built ? built : worker;
    Run run = bed.next(preparing, variant.load());
    long opening = Loading.whole(run, variant.load(), feeds);
    List<CpuSample> samples;
    try (Running running = Running.start(run, variant.program())) {
      samples = running.until(opening + (long) Math.ceil(STOP * variant.load().records()), counted);
    }
    Window window = Window.of(samples, opening, variant.load().records());
    WrittenLines lines = WrittenLines.last(run, LINES);
    if (variant.program() == worker) {
      lines.save(linesFile());
      Files.writeString(
          linesPerRecordFile(), String.format(Locale.ROOT, "%.4f", window.linesPerRecord()));
    }
    return new Outcome(window, lines.meanBytes());
  }

  /** What the worker wrote last, for opponents that write the same. */
  public Path linesFile() {
    return bed.directory().resolve("lines");
  }

  /** How many it wrote for each record. */
  public Path linesPerRecordFile() {
    return bed.directory().resolve("lines-per-record");
  }
}
