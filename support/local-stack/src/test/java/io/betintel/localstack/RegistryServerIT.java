package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RegistryServerIT extends ServerContract {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final RegistryServer registry;

  RegistryServerIT(RegistryServer registry) {
    this.registry = registry;
  }

  @Override
  RegistryServer server() {
    return registry;
  }

  /** Registers a new schema; answers its subject and the id it was given. */
  @Override
  String write() throws Exception {
    String subject = "subject-" + UUID.randomUUID();
    String body =
        """
        {"schema": "{\\"type\\":\\"fixed\\",\\"name\\":\\"N%s\\",\\"size\\":1}"}"""
            .formatted(subject.replace("-", ""));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return subject + " " + id(http.send(request, BodyHandlers.ofString()).body());
  }

  @Override
  String read(String written) throws Exception {
    String subject = written.substring(0, written.indexOf(' '));
    return subject + " " + id(get("/subjects/" + subject + "/versions/latest"));
  }

  @Test
  @Tag("full")
  void wipingForgetsEverySubject() throws Exception {
    String address = registry.address();
    write();

    registry.wipe();

    assertThat(get("/subjects")).isEqualTo("[]");
    assertThat(registry.address()).isEqualTo(address);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private static String id(String json) {
    Matcher id = ID.matcher(json);
    assertThat(id.find()).as("an id in %s", json).isTrue();
    return id.group(1);
  }
}
