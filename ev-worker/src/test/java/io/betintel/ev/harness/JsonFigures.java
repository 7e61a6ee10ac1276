package io.betintel.ev.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.oracle.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A line, or a part of one, out of JSON. */
public final class JsonFigures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFigures() {}

  /**
   * @param path what it all stands below; empty for a whole line
   * @param json null for nothing
   */
  public static Figures of(String path, String json) {
    Figures figures = new Figures();
    try {
      if (json != null) {
        add(figures, path, JSON.readTree(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
    return figures;
  }

  private static void add(Figures figures, String path, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> add(figures, below(path, field.getKey()), field.getValue()));
    } else if (node.isArray() && node.path(0).isTextual()) {
      List<String> texts = new ArrayList<>();
      node.forEach(text -> texts.add(text.textValue()));
      figures.put(path, sorted(texts));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        add(figures, below(path, Integer.toString(i)), node.get(i));
      }
    } else if (node.isTextual() && isTime(path)) {
      figures.put(path, Instant.parse(node.textValue()).toEpochMilli());
    } else if (node.isTextual()) {
      figures.put(path, node.textValue());
    } else if (node.isBoolean()) {
      figures.put(path, node.booleanValue());
    } else if (node.isIntegralNumber()) {
      figures.put(path, node.longValue());
    } else if (!node.isNull()) {
      figures.put(path, node.doubleValue());
    }
  }

  /** Flags and names of bookmakers are sets. */
  static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private static boolean isTime(String path) {
    return path.endsWith("_time") || path.endsWith("_until") || path.endsWith("_at");
  }
}
