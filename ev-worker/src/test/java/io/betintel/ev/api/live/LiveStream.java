package io.betintel.ev.api.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of {@code /v1/live} that remembers every event. */
final class LiveStream implements AutoCloseable {
  /** An event; without data where it has none. */
  record Event(String name, JsonNode data) {}

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final InputStream body;
  private final Thread thread;
  private volatile boolean ended;

  private LiveStream(InputStream body) {
    this.body = body;
    this.thread = new Thread(this::read, "live-stream");
    thread.start();
  }

  static LiveStream open(HttpClient http, URI uri, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "status "
              + answer.statusCode()
              + " "
              + answer.headers().firstValue("Retry-After").orElse("")
              + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }
    return new LiveStream(answer.body());
  }

  List<Event> events() {
    return events;
  }

  /** The names of all events, each with its line's id or its bet type. */
  List<String> story() {
    return events.stream()
        .map(
            event ->
                event.name()
                    + event.data().path("line_id").asText("").replaceAll("^([^|]+).*", " $1")
                    + (event.data().has("line_id") || !event.data().has("bet_type")
                        ? ""
                        : " " + event.data().path("bet_type").asText()))
        .toList();
  }

  /** The lines that a client shows who follows the events: by id, the best price of the first. */
  Map<String, Double> picture() {
    Map<String, Double> lines = new TreeMap<>();
    for (Event event : events) {
      String id = event.data().path("line_id").asText();
      switch (event.name()) {
        case "reset", "closed" -> {
          String betType = "|" + event.data().path("bet_type").asText() + "|";
          lines.keySet().removeIf(line -> line.contains(betType));
        }
        case "line" -> lines.put(id, event.data().at("/outcomes/0/best_price").asDouble());
        case "withdrawn" -> lines.remove(id);
        default -> {}
      }
    }
    return lines;
  }

  boolean ended() {
    return ended;
  }

  private void read() {
    String name = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, Json.MAPPER.readTree(line.substring(6))));
        }
      }
    } catch (IOException | UncheckedIOException cut) {
      // As much an end as an orderly one.
    }
    ended = true;
  }

  @Override
  public void close() throws IOException {
    body.close(); // not the reader, which its thread has locked
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
