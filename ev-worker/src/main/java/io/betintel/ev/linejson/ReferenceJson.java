package io.betintel.ev.linejson;

import io.betintel.ev.priced.PricedLine.Reference;
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

  static void array(JsonOutput json, List<Reference> references) {
    json.beginArray();
    for (Reference reference : references) {
      json.beginObject();
      json.text(BOOKMAKER, reference.bookmaker().key());
      json.number(WEIGHT, reference.weight());
      json.number(OVERROUND, reference.overround());
      json.number(HOLD, reference.hold());
      json.text(METHOD, reference.method().label());
      if (reference.age() != null) {
        json.number(AGE_MS, reference.age().toMillis());
      }
      json.endObject();
    }
    json.endArray();
  }
}
