package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.bettype.Label;
import java.io.IOException;

/** Fields that are left out when they are null. */
final class OptionalFields {
  private OptionalFields() {}

  static void label(JsonGenerator json, String field, Label<?> value) throws IOException {
    text(json, field, value == null ? null : value.label());
  }

  static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  static void number(JsonGenerator json, String field, Double value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }
}
