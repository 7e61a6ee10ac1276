package io.betintel.bench.system;

import io.betintel.bench.load.LoadProcess;
import io.betintel.bench.load.LoadSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that sends a load. */
public final class Loading implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path log;
  private final long opening;

  private Loading(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = out.readLine();
    if (first == null) {
      throw new IOException("the load does not start: see " + log);
    }
    this.opening = Long.parseLong(first);
  }

  /**
   * Starts to send.
   *
   * @param feeds the repository's folder of real odds
   * @param acks where to write acknowledgements; null for nowhere
   */
  public static Loading start(Run run, LoadSpec load, Path feeds, Path acks) throws IOException {
    List<String> arguments = new ArrayList<>(load.toArguments());
    arguments.add("kafka=" + run.bed().stack().kafka().bootstrapServers());
    arguments.add("registry=" + run.bed().stack().registry().url());
    arguments.add("feeds=" + feeds);
    arguments.add("partitions=" + Run.PARTITIONS);
    if (acks != null) {
      arguments.add("acks=" + acks);
    }
    Path log = run.log("load");
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx2g"));
    if (load.perSecond() > 0) { // while the program runs, whose cores a compiler would take
      options.add("-XX:TieredStopAtLevel=1");
    }
    ProcessBuilder builder = JavaProcess.of(LoadProcess.class, options, List.of(), arguments);
    return new Loading(builder.redirectError(log.toFile()).start(), log);
  }

  /** Sends all of it. */
  public static long whole(Run run, LoadSpec load, Path feeds) throws IOException {
    try (Loading loading = start(run, load, feeds, null)) {
      loading.await("sent");
      return loading.opening();
    }
  }

  /** How many records open the markets. */
  public long opening() {
    return opening;
  }

  /** Waits for a line of its output: {@code open} or {@code sent}. */
  public void await(String line) throws IOException {
    for (String read = out.readLine(); !line.equals(read); read = out.readLine()) {
      if (read == null) {
        throw new IOException("the load ended before it said " + line + ": see " + log);
      }
    }
  }

  /** The records begin, each when it is due. */
  public void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
