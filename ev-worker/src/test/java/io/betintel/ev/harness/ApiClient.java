package io.betintel.ev.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.api.Description;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a worker's read API with one key, and compares every answer with the description. */
public final class ApiClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkerProcess worker;
  private final Optional<String> key;
  private final Description description;

  public ApiClient(WorkerProcess worker, Optional<String> key, Description description) {
    this.worker = worker;
    this.key = key;
    this.description = description;
  }

  /**
   * @param path with its query, both percent-encoded
   */
  public Answer get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.apiPort() + path))
            .timeout(Duration.ofSeconds(20));
    key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(response);
      description.requireDescribed(
          description.route(path.replaceAll("\\?.*", "")),
          answer.status(),
          answer.header("Content-Type"),
          answer.body());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Asks with any method, without a key and without a look into the description. */
  public Answer send(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.apiPort() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A live stream; answers once the server has ended it. */
  public CompletableFuture<String> live(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.apiPort() + path))
            .header("Accept", "text/event-stream");
    key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /** For a path or a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String detail() {
      return json().path("detail").asText();
    }

    /** How many the answer's list has; a line lists outcomes, an event bet types. */
    public int listed() {
      JsonNode json = json();
      if (json.has("outcomes")) {
        return json.get("outcomes").size();
      }
      for (JsonNode field : json) {
        if (field.isArray()) {
          return field.size();
        }
      }
      throw new AssertionError("no list in " + body());
    }

    /** The best bookmaker and price of the first listed bet on the outcome. */
    public String best(String outcome) {
      for (JsonNode bet : json().path("bets")) {
        if (bet.path("outcome").asText().equals(outcome)) {
          return bet.get("best_book").asText() + " " + bet.get("best_price");
        }
      }
      throw new AssertionError("no bet on " + outcome + " in " + body());
    }
  }
}
