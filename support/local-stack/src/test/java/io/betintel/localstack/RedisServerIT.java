package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RedisServerIT extends ServerContract {
  private final RedisServer redis;

  RedisServerIT(RedisServer redis) {
    this.redis = redis;
  }

  @Override
  RedisServer server() {
    return redis;
  }

  @Override
  String write() throws IOException {
    String key = UUID.randomUUID().toString();
    assertThat(send("SET " + key + " " + key, 1)).isEqualTo("+OK");
    return key;
  }

  /** A bulk string takes two lines: its length, itself. One that is missing has no second line. */
  @Override
  String read(String key) throws IOException {
    return send("EXISTS " + key, 1).equals(":1") ? send("GET " + key, 2) : null;
  }

  @Test
  void answersPing() throws IOException {
    assertThat(send("PING", 1)).isEqualTo("+PONG");
  }

  private String send(String command, int lines) throws IOException {
    URI url = URI.create(redis.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      String last = null;
      for (int line = 0; line < lines; line++) {
        last = in.readLine();
      }
      return last;
    }
  }
}
