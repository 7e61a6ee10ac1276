package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.betintel.localstack.FreePorts;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RegistryWaitIT {

  @Test
  void aRegistryThatIsNotUpIsNamedWhenThePatienceEnds() throws Exception {
    String url = "http://127.0.0.1:" + FreePorts.next();
    try (SchemaRegistryClient client = RegistryClients.create(new RegistryConfig(url, "", ""))) {
      assertThatThrownBy(
              () -> new RegistryWait(client, url).await(Duration.ofMillis(300), line -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the schema registry at " + url + " did not answer within")
          .hasMessageContaining("Connection refused");
    }
  }

  @Test
  void aRegistryThatComesUpLaterEndsTheWait() throws Exception {
    int port = FreePorts.next();
    String url = "http://127.0.0.1:" + port;
    List<String> progress = new ArrayList<>();
    AtomicReference<HttpServer> registry = new AtomicReference<>();
    try (SchemaRegistryClient client = RegistryClients.create(new RegistryConfig(url, "", ""))) {
      // It starts once the wait has said that it waits, so the wait cannot have been too late.
      new RegistryWait(client, url)
          .await(
              Duration.ofSeconds(30),
              line -> {
                progress.add(line);
                registry.set(emptyRegistry(port));
              });
    } finally {
      if (registry.get() != null) {
        registry.get().stop(0);
      }
    }
    assertThat(progress)
        .singleElement()
        .asString()
        .startsWith("waiting for the schema registry at " + url + ": ");
  }

  private static HttpServer emptyRegistry(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] answer =
                "{\"error_code\":40401,\"message\":\"Subject not found\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
