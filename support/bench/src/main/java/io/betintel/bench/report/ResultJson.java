package io.betintel.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result for programs. */
public final class ResultJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultJson() {}

  public static String of(Map<String, String> machine, String command, List<Row> rows) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", command);
    result.put("machine", machine);
    result.put("rows", rows);
    try {
      return MAPPER.writeValueAsString(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
