package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;

/** {@code openapi.yaml}, as a test asks it. */
public final class Description {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final JsonNode root;

  private Description(JsonNode root) {
    this.root = root;
  }

  public static Description read() {
    try (InputStream file = ReadServer.class.getResourceAsStream("openapi.yaml")) {
      JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(file);
      close(root, combined(root));
      return new Description(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The description is open, since fields may be added; a test must find out about a field that it
   * does not have.
   */
  private static void close(JsonNode json, Set<JsonNode> open) {
    if (json instanceof ObjectNode object && object.path("properties").isObject()) {
      if (object.has("allOf")) {
        object.put("unevaluatedProperties", false);
      } else if (!open.contains(object)) {
        object.put("additionalProperties", false);
      }
    }
    json.forEach(each -> close(each, open));
  }

  /** Schemas that others add fields to. */
  private static Set<JsonNode> combined(JsonNode root) {
    Set<JsonNode> combined = Collections.newSetFromMap(new IdentityHashMap<>());
    for (JsonNode object : root.findParents("allOf")) {
      if (object.has("properties")) {
        object
            .get("allOf")
            .forEach(each -> combined.add(root.at(each.path("$ref").asText().substring(1))));
      }
    }
    return combined;
  }

  /** The fields of answers whose description contains a text. */
  public Set<String> fields(String text) {
    Set<String> names = new TreeSet<>();
    for (JsonNode object : root.get("components").get("schemas").findParents("properties")) {
      for (var field : object.get("properties").properties()) {
        if (field.getValue().path("description").asText().contains(text)) {
          names.add(field.getKey());
        }
      }
    }
    return names;
  }

  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    root.get("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** The names of a route's query parameters. */
  public Set<String> parameters(String path) {
    Set<String> names = new TreeSet<>();
    for (JsonNode each : root.at(pointer(path)).path("get").path("parameters")) {
      JsonNode parameter =
          each.has("$ref") ? root.at(each.get("$ref").asText().substring(1)) : each;
      if (parameter.get("in").asText().equals("query")) {
        names.add(parameter.get("name").asText());
      }
    }
    return names;
  }

  /** Fails unless the body is what the route is said to answer with the status. */
  public void requireDescribed(String path, int status, String type, String body) {
    JsonNode responses = root.at(pointer(path)).path("get").path("responses");
    JsonNode response = responses.path(status == 200 ? "200" : "default");
    if (response.has("$ref")) {
      response = root.at(response.get("$ref").asText().substring(1));
    }
    JsonNode schema = response.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s answers %s as %s", path, status, type).isFalse();
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.put("$schema", DIALECT);
    whole.set("allOf", Json.MAPPER.createArrayNode().add(schema));
    whole.set("components", root.get("components"));
    try {
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012)
                  .getSchema(
                      whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
                  .validate(Json.MAPPER.readTree(body)))
          .as("%s against openapi.yaml: %s", path, body)
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The route that a path is of. */
  public String route(String path) {
    return paths().stream()
        .filter(route -> path.matches(route.replaceAll("\\{[^}]*\\}", "[^/]+")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not described"));
  }

  private static String pointer(String path) {
    return "/paths/" + path.replace("~", "~0").replace("/", "~1");
  }
}
