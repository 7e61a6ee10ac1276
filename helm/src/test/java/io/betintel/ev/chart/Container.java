package io.betintel.ev.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The container of a rendered pod, run by this JDK instead of a container runtime: the image's
 * entrypoint with the manifest's arguments, environment, mounts and nothing else of this machine's.
 * One thing differs: it listens on loopback.
 */
final class Container implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final JsonNode pod;
  private final Process process;
  private final Path log;

  private Container(JsonNode pod, Process process, Path log) {
    this.pod = pod;
    this.process = process;
    this.log = log;
  }

  /**
   * @param arguments instead of the manifest's; none for the manifest's
   * @param directory for its mounts and its log
   */
  static Container start(
      Image image, JsonNode pod, Volumes volumes, Path directory, String... arguments)
      throws IOException {
    JsonNode container = pod.path("containers").path(0);
    List<String> command = new ArrayList<>(image.entrypoint());
    if (arguments.length > 0) {
      command.addAll(List.of(arguments));
    } else {
      Manifest.elements(container.path("args")).map(JsonNode::asText).forEach(command::add);
    }
    Path log = Files.createTempFile(directory, container.path("name").asText(), ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of(volumes.here(image.config().path("WorkingDir").asText())).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    for (JsonNode variable : container.path("env")) {
      environment.put(
          variable.path("name").asText(),
          expanded(volumes.here(value(variable, volumes)), environment));
    }
    environment.replace("EV_HTTP_HOST", "127.0.0.1");
    environment.replace("EV_API_HOST", "127.0.0.1");
    return new Container(pod, builder.start(), log);
  }

  /** The status of a probe of the manifest, 0 while nothing answers. */
  int probe(String name) {
    JsonNode get = pod.path("containers").path(0).path(name).path("httpGet");
    HttpResponse<String> answer = get(get.path("port").asText(), get.path("path").asText());
    return answer == null ? 0 : answer.statusCode();
  }

  /**
   * The status of the read API's answer, 0 while nothing answers.
   *
   * @param headers names and values
   */
  int api(String path, String... headers) {
    HttpResponse<String> answer = get("api", path, headers);
    return answer == null ? 0 : answer.statusCode();
  }

  /** Where a port of the manifest is answered. */
  String address(String port) {
    return Manifest.elements(pod.at("/containers/0/ports"))
        .filter(each -> each.path("name").asText().equals(port))
        .map(each -> "http://127.0.0.1:" + each.path("containerPort").asInt())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no port " + port));
  }

  /** The sum of a metric's samples whose labels contain all of these, such as {@code a="b"}. */
  double metric(String name, String... labels) {
    HttpResponse<String> answer = get("http", "/metrics");
    return (answer == null ? Stream.<String>empty() : answer.body().lines())
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** SIGTERM, as the kubelet does it, which kills after the grace period; -1 for killed. */
  int terminate() throws InterruptedException {
    process.destroy();
    return end(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asInt()));
  }

  /** Waits for its end; -1 if it does not come. */
  int end(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  boolean alive() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String value(JsonNode variable, Volumes volumes) {
    JsonNode secret = variable.at("/valueFrom/secretKeyRef");
    if (!secret.isMissingNode()) {
      return volumes.secret(secret.path("name").asText(), secret.path("key").asText());
    }
    if (!variable.has("value")) {
      throw new IllegalArgumentException("no value here: " + variable);
    }
    return variable.path("value").asText();
  }

  /** With {@code $(NAME)} replaced by the variables before it, as the kubelet does. */
  private static String expanded(String value, Map<String, String> before) {
    String expanded = value;
    for (Map.Entry<String, String> each : before.entrySet()) {
      expanded = expanded.replace("$(" + each.getKey() + ")", each.getValue());
    }
    return expanded;
  }

  private HttpResponse<String> get(String port, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(port) + path)).timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException notYetOrNoMore) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
