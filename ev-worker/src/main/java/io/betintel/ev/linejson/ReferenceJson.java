package io.betintel.ev.linejson;

import com.fasterxml.jackson.core.JsonGenerator;
import io.betintel.ev.priced.PricedLine.Reference;
import java.io.IOException;
import java.util.List;

/** A bookmaker behind a line's fair price. */
public final class ReferenceJson {
  public static final String BOOKMAKER = "bookmaker";
  public static final String WEIGHT = "weight";
  public static final String OVERROUND = "overround";
  public static final String HOLD = "hold";
  public static final String METHOD = "method";
  public static final String AGE_MS = "age_ms";

  private ReferenceJson() {}

  static void array(JsonGenerator json, List<Reference> references) throws IOException {
    json.writeStartArray();
    for (Reference reference : references) {
      json.writeStartObject();
      json.writeStringField(BOOKMAKER, reference.bookmaker().key());
      json.writeNumberField(WEIGHT, reference.weight());
      json.writeNumberField(OVERROUND, reference.overround());
      json.writeNumberField(HOLD, reference.hold());
      json.writeStringField(METHOD, reference.method().label());
      if (reference.age() != null) {
        json.writeNumberField(AGE_MS, reference.age().toMillis());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
