package io.betintel.ev.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One rendered object. */
record Manifest(JsonNode tree) {
  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Manifest> parse(String documents) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> each = YAML.readerFor(JsonNode.class).readValues(documents)) {
      while (each.hasNext()) {
        JsonNode tree = each.next();
        if (tree.isObject()) {
          manifests.add(new Manifest(tree));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifests;
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String kind() {
    return tree.path("kind").asText();
  }

  String name() {
    return tree.path("metadata").path("name").asText();
  }

  /** Empty for what is no hook. */
  Optional<String> hook() {
    return Optional.ofNullable(annotation("helm.sh/hook"));
  }

  int hookWeight() {
    String weight = annotation("helm.sh/hook-weight");
    return weight == null ? 0 : Integer.parseInt(weight);
  }

  String annotation(String key) {
    return tree.path("metadata").path("annotations").path(key).asText(null);
  }

  /** The pod that it runs, or that it is. */
  Optional<JsonNode> pod() {
    JsonNode its = tree.path("spec");
    JsonNode spec =
        switch (kind()) {
          case "Pod" -> its;
          case "CronJob" -> its.path("jobTemplate").path("spec").path("template").path("spec");
          default -> its.path("template").path("spec");
        };
    return spec.has("containers") ? Optional.of(spec) : Optional.empty();
  }

  Stream<JsonNode> containers() {
    return pod().stream().flatMap(pod -> elements(pod.path("containers")));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
