package io.betintel.ev.status;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads a server's answer over HTTP. */
final class HttpAnswer {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private HttpAnswer() {}

  /**
   * The body of the answer.
   *
   * @param url the server's, with or without {@code path}
   * @param path what is asked, such as {@code /metrics}
   * @throws IOException if nothing answers or the status is not 200; its message is for people
   */
  static String of(HttpClient client, URI url, String path)
      throws IOException, InterruptedException {
    String base = url.toString().replaceFirst("/$", "");
    URI asked = base.endsWith(path) ? url : URI.create(base + path);
    HttpResponse<String> response;
    try {
      response =
          client.send(
              HttpRequest.newBuilder(asked).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new IOException("nothing answers there", e);
    }
    if (response.statusCode() != 200) {
      throw new IOException("answers HTTP " + response.statusCode());
    }
    return response.body();
  }
}
