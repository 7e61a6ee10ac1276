package io.betintel.ev.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.api.View;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An answer that is a list: its rows under a name, the next page's cursor, the sample. */
final class ListAnswer {
  private ListAnswer() {}

  static void send(Context request, String name, View view, List<ObjectNode> rows) {
    send(request, name, view, new RowPage(rows, Optional.empty()));
  }

  static void send(Context request, String name, View view, RowPage page) {
    Json.answer(
        request,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart(name);
          for (ObjectNode row : page.rows()) {
            json.writeTree(Redaction.apply(view.role(), view.sample(), row));
          }
          json.writeEndArray();
          if (page.next().isPresent()) {
            json.writeStringField("next_cursor", page.next().get().text());
          }
          sample(json, view);
          json.writeEndObject();
        });
  }

  /** Says what part of the lines the answer is from; nothing if it is from all of them. */
  static void sample(JsonGenerator json, View view) throws IOException {
    if (!view.sample().whole()) {
      json.writeObjectFieldStart("sample");
      json.writeNumberField("percent", view.sample().percent());
      json.writeEndObject();
    }
  }
}
