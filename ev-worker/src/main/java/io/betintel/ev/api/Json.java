package io.betintel.ev.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers in JSON. Nulls are never written: a field that has no value is left out. */
public final class Json {
  static final String PROBLEM = "application/problem+json";

  /** Reads what the stores hold, and writes trees. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private Json() {}

  /** Writes one answer. */
  public interface Body {
    void to(JsonGenerator json) throws IOException;
  }

  /** The whole body is written before the first byte is sent: a failure in it is still a 500. */
  public static void answer(Context request, Body body) {
    request.contentType("application/json").result(bytes(body));
  }

  public static void answer(Context request, Problem problem) {
    if (problem.retryAfter() > 0) {
      request.header("Retry-After", Integer.toString(problem.retryAfter()));
    }
    if (problem.status() == 401) {
      request.header("WWW-Authenticate", "Bearer");
    }
    request
        .status(problem.status())
        .header("Cache-Control", "no-store")
        .contentType(PROBLEM)
        .result(bytes(problem));
  }

  public static byte[] bytes(Problem problem) {
    return bytes(json -> problem(json, problem));
  }

  public static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void problem(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "about:blank");
    json.writeStringField("title", problem.title());
    json.writeNumberField("status", problem.status());
    json.writeStringField("detail", problem.detail());
    text(json, "parameter", problem.parameter().orElse(null));
    text(json, "value", problem.value().orElse(null));
    json.writeEndObject();
  }

  public static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      body.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }
}
