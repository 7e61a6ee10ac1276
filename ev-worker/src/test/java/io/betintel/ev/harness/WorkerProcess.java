package io.betintel.ev.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ev-worker run} as a process of its own, on a free HTTP port. */
public final class WorkerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern ADDRESS =
      Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/health/ready");
  private static final Pattern API = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/ answers");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Process process;
  private final Path log;
  private volatile int port;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Returns at once; the process may still fail to start.
   *
   * @param jvmOptions such as {@code -Dname=value}
   * @param parts what it does, such as {@code stream,sinks}
   * @param environment the only {@code EV_} variables that it gets
   * @param log where standard output and error go
   */
  public static WorkerProcess start(
      Build build,
      List<String> jvmOptions,
      String parts,
      Map<String, String> environment,
      Path log) {
    List<String> options = new ArrayList<>(List.of("-Xmx256m"));
    options.addAll(jvmOptions);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(build.command(options, "run", "--only", parts))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
      builder.environment().putAll(environment);
      return new WorkerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when {@code /health/ready} says yes; fails with the log if the process ends first. */
  public WorkerProcess awaitReady() {
    await(log.toString()).atMost(PATIENCE).until(() -> endedEarly() || ready());
    if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + " before ready:\n" + log());
    }
    return this;
  }

  public boolean ready() {
    return port() > 0 && status("/health/ready") == 200;
  }

  /** What {@code /health/ready} says, whatever its status; empty while nothing answers. */
  public String readiness() {
    return port() > 0 ? get("/health/ready").map(HttpResponse::body).orElse("") : "";
  }

  /** The status that a path answers, or 0 while nothing answers. */
  public int status(String path) {
    return get(path).map(HttpResponse::statusCode).orElse(0);
  }

  /** Every sample of {@code /metrics} by its name with labels, as written there. */
  public Map<String, Double> metrics() {
    Map<String, Double> samples = new LinkedHashMap<>();
    scrape()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            });
    return samples;
  }

  /** What {@code /metrics} says; empty while nothing answers. */
  public String scrape() {
    return get("/metrics").map(HttpResponse::body).orElse("");
  }

  /** The sum of a metric's samples whose labels contain all of these, such as {@code a="b"}. */
  public double metric(String name, String... labels) {
    return metrics().entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .filter(e -> List.of(labels).stream().allMatch(e.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** SIGSTOP: the process stops as if its machine slept. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill " + signal + " exited with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** SIGTERM; returns at once. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end. */
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The HTTP port, or 0 before it is known. */
  public int port() {
    if (port == 0) {
      Matcher address = ADDRESS.matcher(log());
      port = address.find() ? Integer.parseInt(address.group(1)) : 0;
    }
    return port;
  }

  /** The read API's port, or 0 before it is known. */
  int apiPort() {
    Matcher address = API.matcher(log());
    return address.find() ? Integer.parseInt(address.group(1)) : 0;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private boolean endedEarly() {
    return !process.isAlive();
  }

  private Optional<HttpResponse<String>> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException notYetOrNoMore) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
