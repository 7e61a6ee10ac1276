package io.betintel.bench.system;

import io.betintel.bench.probe.Observations;
import io.betintel.bench.probe.ProbeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that sees lines arrive. */
public final class Probe implements AutoCloseable {
  /** One compiler: a second would take the cores of what is measured. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g");

  private final Process process;
  private final Path out;

  private Probe(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /**
   * Returns when it watches.
   *
   * @param stores whether to watch PostgreSQL and Redis too
   */
  public static Probe start(Run run, boolean stores) throws IOException {
    Path out = run.log("observations");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "kafka=" + run.bed().stack().kafka().bootstrapServers(),
                "registry=" + run.bed().stack().registry().url(),
                "out=" + out));
    if (stores) {
      arguments.add("postgres=" + run.bed().stack().postgres().jdbcUrl(run.database()));
      arguments.add("user=" + run.bed().stack().postgres().user());
      arguments.add("password=" + run.bed().stack().postgres().password());
      arguments.add("redis=" + run.bed().stack().redis().url());
    }
    Process process =
        JavaProcess.of(ProbeProcess.class, OPTIONS, List.of(), arguments)
            .redirectError(run.log("probe").toFile())
            .start();
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"ready".equals(printed.readLine())) {
      throw new IOException("the probe does not start: see " + run.log("probe"));
    }
    return new Probe(process, out);
  }

  /** What it has seen; it ends. */
  public List<Observations.Seen> finish() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    if (!Files.exists(out)) {
      throw new IOException("the probe has ended early: see its log");
    }
    return Observations.read(out);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
