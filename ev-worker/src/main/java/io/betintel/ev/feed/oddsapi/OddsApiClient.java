package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.feed.Pace;
import io.betintel.ev.feed.PollStop;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks The Odds API and repeats what is worth repeating. The key is part of the address, so every
 * message of the JDK and the server is searched for it, and no redirect is followed. For one
 * thread.
 */
public final class OddsApiClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OddsApiConfig config;
  private final HttpClient http;
  private final Duration timeout;
  private final OddsApiQuota quota;
  private final Backoff backoff;
  private final Pace.Sleeper sleeper;
  private final PollStop stop;
  private final Consumer<String> progress;

  OddsApiClient(
      OddsApiConfig config,
      Duration timeout,
      OddsApiQuota quota,
      Backoff backoff,
      Pace.Sleeper sleeper,
      PollStop stop,
      Consumer<String> progress) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.timeout = timeout;
    this.quota = quota;
    this.backoff = backoff;
    this.sleeper = sleeper;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * The body, which may break off before its end.
   *
   * @throws OddsApiException if the API refuses, or does not answer in {@value Backoff#ATTEMPTS}
   *     attempts
   * @throws InterruptedException if the stop was requested
   */
  byte[] get(OddsApiRequest request) throws OddsApiException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      quota.require(request);
      String failure;
      Duration askedFor = Duration.ZERO;
      try {
        HttpResponse<byte[]> response = send(request);
        quota.saw(response.headers());
        if (response.statusCode() == 200) {
          return response.body();
        }
        failure = answer(response);
        refuse(request, response, failure);
        askedFor = retryAfter(response);
      } catch (TimeoutException e) {
        failure = "no answer within " + timeout.toMillis() + " ms";
      } catch (IOException e) {
        failure = scrubbed(e.getMessage() == null ? e.getClass().getSimpleName() : e.toString());
      }
      if (attempt == Backoff.ATTEMPTS) {
        throw new OddsApiException(
            request + ": " + failure + "; given up after " + attempt + " attempts", false);
      }
      Duration pause = backoff.pause(attempt, askedFor);
      progress.accept(request + ": " + failure + "; trying again in " + pause.toMillis() + " ms");
      sleeper.sleep(pause);
      if (stop.isRequested()) {
        throw new InterruptedException("stopped");
      }
    }
  }

  private HttpResponse<byte[]> send(OddsApiRequest request)
      throws IOException, InterruptedException, TimeoutException {
    HttpRequest get =
        HttpRequest.newBuilder(request.uri(config)).header("Accept", "application/json").build();
    try {
      return stop.await(http.sendAsync(get, info -> new PartialBody()), timeout);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  /** Throws where the same question would get the same answer. */
  private void refuse(OddsApiRequest request, HttpResponse<byte[]> response, String answer)
      throws OddsApiException {
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      return;
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (body.contains("OUT_OF_USAGE_CREDITS")) {
      throw new OddsApiException(
          "quota: used up (" + answer + "): wait for its renewal or use another key", true);
    }
    if (status == 401 || status == 403) {
      throw new OddsApiException(
          "The Odds API refuses the key ("
              + answer
              + "): check EV_ODDS_API_KEY or the file that EV_ODDS_API_KEY_FILE names",
          true);
    }
    throw new OddsApiException(request + ": " + answer, false);
  }

  private String answer(HttpResponse<byte[]> response) {
    String message;
    try {
      JsonNode json = MAPPER.readTree(new String(response.body(), StandardCharsets.UTF_8));
      message = json.path("message").asText();
    } catch (JsonProcessingException e) {
      message = ""; // a proxy's page: the status says enough
    }
    return "HTTP " + response.statusCode() + (message.isEmpty() ? "" : ": " + scrubbed(message));
  }

  /** Zero if the server does not say. */
  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("retry-after")
        .filter(
            text -> text.matches("\\d{1,6}")) // a date is not worth reading: we have our own pace
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  private String scrubbed(String text) {
    return text.replace(OddsApiRequest.encoded(config.key()), "********")
        .replace(config.key(), "********");
  }
}
